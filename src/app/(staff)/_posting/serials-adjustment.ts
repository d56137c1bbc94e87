import { hasSerial } from "@/app/(staff)/_serials/serials";
import type { AdjustmentEntry } from "./use-adjustment";

/** All that is in the bin, or only what is more or fewer. */
export const SERIAL_WAYS = ["counted", "found", "missing"] as const;
export type SerialWay = (typeof SERIAL_WAYS)[number];

/** Each way keeps its own list, so that nothing entered is lost by a look at another. */
export type EnteredSerials = { way: SerialWay } & Record<SerialWay, readonly string[]>;

/** The change of recorded stock: a count may find one and miss another, which comes to none. */
export function changeOfSerials(recorded: readonly string[], entered: EnteredSerials): number {
  const { way } = entered;
  const count = entered[way].length;
  return way === "counted" ? count - recorded.length : way === "found" ? count : -count;
}

/** What a count differs in from what is recorded. */
export const differencesOf = (recorded: readonly string[], counted: readonly string[]) => ({
  missing: recorded.filter((serial) => !hasSerial(counted, serial)),
  extra: counted.filter((serial) => !hasSerial(recorded, serial)),
});

export function toSerialsEntry(
  recorded: readonly string[],
  { reason, note, ...entered }: EnteredSerials & { reason: string; note: string },
): AdjustmentEntry {
  const serials = [...entered[entered.way]];
  const change = changeOfSerials(recorded, entered);
  const figure =
    entered.way === "counted" ? { count: { quantity: serials.length, recorded: recorded.length } } : { change };
  return { reason, note, serials, ...figure };
}
