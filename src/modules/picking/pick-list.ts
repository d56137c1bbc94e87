import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";

/** How many orders are picked in one walk. */
export const ORDERS_OF_LIST_MAX = 100;
/** Of a longer list what is to be done stands first, and the rest follows as that is done. */
export const ROWS_OF_LIST_MAX = 2_000;

export const PICK_LIST_VIEWS = ["open", "mine", "done"] as const;
export type PickListView = (typeof PICK_LIST_VIEWS)[number];

export const pickListName = (number: number): string => `Pick list ${number}`;

export const waveName = (number: number): string => `Wave ${number}`;
/** Where a list of a wave is picked. */
export const zoneName = (code: string | null): string => (code === null ? "Outside zones" : `Zone ${code}`);

type Work = { quantity: number; picked: number };

/** What is still to be fetched. */
export const toPick = ({ quantity, picked }: Work): number => quantity - picked;

export type NotPicked = { orderId: string; number: number; why: "not-confirmed" | "listed" | "nothing-free" };
const WHY = {
  "not-confirmed": "is not confirmed",
  listed: "is on pick lists already, or has nothing reserved",
  "nothing-free": "has nothing in a bin that may be picked",
} as const satisfies Record<NotPicked["why"], string>;
export const describeNotPicked = ({ number, why }: Pick<NotPicked, "number" | "why">): string =>
  `#${number} ${WHY[why]}`;

/** The code of a zone stays as its sign has it. */
const withinSentence = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

type Reallocated = { bound: number; open: number; /** Of other lists of the wave. */ zones: readonly string[] };
/** Of what a short pick found elsewhere, and what it did not. */
export const describeReallocated = ({ bound, open, zones }: Reallocated): string =>
  [
    bound > 0 && `${formatCount(bound, "item")} to pick from another bin.`,
    zones.length > 0 && `Now on the list for ${zones.map(withinSentence).join(" and ")}.`,
    open > 0 && `${formatCount(open, "item")} left open: nothing more may be picked.`,
  ]
    .filter(Boolean)
    .join(" ");

type StillPicked = { number: number; waveId: string | null; zoneOfList: string | null } & {
  takenByName: string | null;
  quantity: number;
  picked: number;
};
/** "Zone B: 1 of 3 picked by Ann" */
export function describeStillPicked({
  number,
  waveId,
  zoneOfList,
  takenByName,
  quantity,
  picked,
}: StillPicked): string {
  const where = waveId === null ? pickListName(number) : zoneName(zoneOfList);
  const who = takenByName === null ? ", nobody has taken it" : ` by ${takenByName}`;
  return `${where}: ${formatQuantity(picked)} of ${formatQuantity(quantity)} picked${who}`;
}
