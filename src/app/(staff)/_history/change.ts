import type * as z from "zod";
import type { Outputs } from "@/client/trpc";

export type HistoryEntry = Outputs["history"]["list"]["rows"][number];

/** The part of an entry that describers read. */
export type Change = Pick<HistoryEntry, "action" | "before" | "after">;
export type Values = Change["after"];

/** How the changes of one kind of thing read. */
export type ChangeWords = {
  /** What was done, as a verb in the past tense that the thing's name follows: "edited". */
  verb: (change: Change) => string;
  /** What was done, on the thing's own page; the verb where that is enough. */
  title?: (change: Change) => string;
  /** What changed, line by line. */
  details?: (change: Change) => string[];
  /** Who did it where nobody was signed in. */
  anonymous?: (change: Change) => string;
};

/** Who did it, and with which key where a program did it in their name. */
export const whoDid = ({ actorName, keyName }: HistoryEntry, anonymous = "System"): string =>
  keyName === null ? (actorName ?? anonymous) : `${actorName ?? anonymous} by key ${keyName}`;

/** A field that a history entry may hold. What an older release wrote otherwise counts as not written. */
export const recorded = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);

/** The values of a history entry, as far as a kind of thing knows them. */
export const readValues = <Shape extends z.ZodType>(shape: Shape, values: Values): z.infer<Shape> =>
  shape.parse(values ?? {});

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
