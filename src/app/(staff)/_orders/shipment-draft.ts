import { newId } from "@/shared/id";

/** A pick being edited; null where a box holds nothing that can be parsed. */
export type PickDraft = {
  key: string;
  orderLineId: string;
  quantity: number | null;
  locationId: string | null;
  lotId: string | null;
  /** Chosen by a person, who has it in hand: a suggestion gives way to it, and it to none. */
  isChosen?: true;
};
/** Applied at once, to what is picked by then. */
export type ChangePicks = (next: (picks: readonly PickDraft[]) => PickDraft[]) => void;

type Suggested = { orderLineId: string; quantity: number; locationId: string; lotId: string | null };

export const picksOf = (suggested: readonly Suggested[]): PickDraft[] =>
  suggested.map((pick) => ({ key: newId(), ...pick }));

export const emptyPick = (orderLineId: string, quantity: number): PickDraft => ({
  key: newId(),
  orderLineId,
  quantity,
  locationId: null,
  lotId: null,
});

type Place = { locationId: string; lotId: string | null };

/**
 * Takes a line from the lot that was scanned. Where the line is picked from that lot already, nothing changes; else its
 * first pick of another lot moves there, and keeps its quantity.
 */
export function pickLot(
  picks: readonly PickDraft[],
  line: { id: string; open: number },
  place: Place,
  places: readonly Place[],
): PickDraft[] {
  const own = picks.filter((pick) => pick.orderLineId === line.id);
  const isOfLot = (pick: PickDraft) => places.some(({ lotId }) => lotId === pick.lotId);
  if (own.some(isOfLot)) return [...picks];
  const moved = own[0];
  const { locationId, lotId } = place;
  if (!moved) return [...picks, { ...emptyPick(line.id, line.open), locationId, lotId }];
  return picks.map((pick) => (pick === moved ? { ...pick, locationId, lotId } : pick));
}

/**
 * Takes the item with the serial number that was scanned: in place of one that was only suggested, where all of the
 * line are picked.
 */
export function pickSerial(
  picks: readonly PickDraft[],
  line: { id: string; open: number },
  { locationId, lotId }: Place,
): PickDraft[] {
  const own = picks.filter((pick) => pick.orderLineId === line.id);
  const same = own.find((pick) => pick.lotId === lotId);
  const suggested = own.length < line.open ? undefined : own.find((pick) => !pick.isChosen);
  const replaced = same ?? suggested;
  if (!replaced) return [...picks, { ...emptyPick(line.id, 1), locationId, lotId, isChosen: true }];
  return picks.map((pick) => (pick === replaced ? { ...pick, locationId, lotId, isChosen: true } : pick));
}

/** What is wrong with each line's picks, as a sentence for the person; lines without a fault have no entry. */
export function pickFaults(
  lines: readonly { id: string; open: number }[],
  picks: readonly PickDraft[],
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const line of lines) {
    const own = picks.filter((pick) => pick.orderLineId === line.id);
    const leaving = own.reduce((sum, pick) => sum + (pick.quantity ?? 0), 0);
    if (own.some(({ quantity }) => quantity === null || quantity < 0))
      faults.set(line.id, "Enter a whole number, or 0 to skip this bin.");
    else if (own.some(({ quantity, locationId }) => quantity !== 0 && locationId === null))
      faults.set(line.id, "Choose a bin to pick from.");
    else if (leaving > line.open) faults.set(line.id, `Only ${line.open} left to ship.`);
  }
  return faults;
}
