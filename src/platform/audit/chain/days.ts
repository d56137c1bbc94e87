import { firstIdOf } from "@/shared/id";

const DAY_MS = 86_400_000;

/** Ids begin with the time, so the rows of a day lie beside each other in the primary key. */
export type IdRange = {
  /** Null of the first day, which holds what is older as well. */
  readonly from: string | null;
  readonly until: string;
};

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The day by UTC in which an id was made. The zone of a shop may change, and days would then overlap. */
export const dayOf = (id: string): string =>
  new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toISOString().slice(0, 10);

/** Below every id of the day, whoever made it. */
const beginning = (day: string): string => firstIdOf(new Date(day)).replace("7000-8000", "0000-0000");

export const rangeOf = (day: string, { isFirst }: { isFirst: boolean }): IdRange => ({
  from: isFirst ? null : beginning(day),
  until: beginning(dayAfter(day)),
});
