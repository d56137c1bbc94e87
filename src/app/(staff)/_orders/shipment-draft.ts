import { type Entered, enterSerials, hasSerial } from "@/app/(staff)/_serials/serials";
import { newId } from "@/shared/id";

/** A bin, and the lot or serial number in it, with what people call them. */
export type Place = { locationId: string; locationCode: string; lotId: string | null; lotCode: string | null };

/** A pick being edited; null where a box holds nothing that can be parsed, or no bin is chosen. */
export type PickDraft = {
  key: string;
  orderLineId: string;
  quantity: number | null;
  place: Place | null;
  /** Chosen by a person, who has it in hand: a suggestion gives way to it, and it to none. */
  isChosen?: true;
};
/** Applied at once, to what is picked by then. */
export type ChangePicks = (next: (picks: readonly PickDraft[]) => PickDraft[]) => void;

/** Of a row that says more, such as how much is on hand. */
export const placeOf = ({ locationId, locationCode, lotId, lotCode }: Place): Place => ({
  locationId,
  locationCode,
  lotId,
  lotCode,
});

type Suggested = Place & { orderLineId: string; quantity: number };

export const picksOf = (suggested: readonly Suggested[]): PickDraft[] =>
  suggested.map(({ orderLineId, quantity, ...place }) => ({ key: newId(), orderLineId, quantity, place }));

/** What is sent: of those picks all that can be. */
export const linesOf = (picks: readonly PickDraft[]) =>
  picks.flatMap(({ orderLineId, quantity, place }) =>
    quantity === null || place === null
      ? []
      : [{ orderLineId, quantity, locationId: place.locationId, lotId: place.lotId }],
  );

export const emptyPick = (orderLineId: string, quantity: number): PickDraft => ({
  key: newId(),
  orderLineId,
  quantity,
  place: null,
});

type OpenLine = { id: string; open: number };

/**
 * Takes a line from the lot that was scanned. Where the line is picked from that lot already, nothing changes; else its
 * first pick of another lot moves there, and keeps its quantity.
 */
export function pickLot(
  picks: readonly PickDraft[],
  line: OpenLine,
  place: Place,
  places: readonly Place[],
): PickDraft[] {
  const own = picks.filter((pick) => pick.orderLineId === line.id);
  const isOfLot = (pick: PickDraft) => places.some(({ lotId }) => lotId === pick.place?.lotId);
  if (own.some(isOfLot)) return [...picks];
  const moved = own[0];
  const chosen = { place: placeOf(place) };
  if (!moved) return [...picks, { ...emptyPick(line.id, line.open), ...chosen }];
  return picks.map((pick) => (pick === moved ? { ...pick, ...chosen } : pick));
}

/**
 * Takes the item with the serial number that was scanned: in place of one that was only suggested, where all of the
 * line are picked.
 */
export function pickSerial(picks: readonly PickDraft[], line: OpenLine, place: Place): PickDraft[] {
  const own = picks.filter((pick) => pick.orderLineId === line.id);
  const same = own.find((pick) => pick.place?.lotId === place.lotId);
  const suggested = own.length < line.open ? undefined : own.find((pick) => !pick.isChosen);
  const replaced = same ?? suggested;
  const chosen = { place: placeOf(place), isChosen: true as const };
  if (!replaced) return [...picks, { ...emptyPick(line.id, 1), ...chosen }];
  return picks.map((pick) => (pick === replaced ? { ...pick, ...chosen } : pick));
}

/** All but the item with a serial number, which somebody leaves behind. */
export const withoutPiece = (picks: readonly PickDraft[], line: { id: string }, lotId: string | null): PickDraft[] =>
  picks.filter((pick) => pick.orderLineId !== line.id || pick.place?.lotId !== lotId);

const serialsOf = (picks: readonly PickDraft[], line: { id: string }): string[] =>
  picks.flatMap(({ orderLineId, place }) => (orderLineId === line.id ? (place?.lotCode ?? []) : []));

/** Takes those of the serial numbers that were entered which are here, and says what became of each. */
export function pickEntered(
  picks: readonly PickDraft[],
  line: OpenLine,
  serials: readonly string[],
  here: readonly Place[],
): { picks: PickDraft[]; entered: Entered } {
  const chosen = serialsOf(
    picks.filter(({ isChosen }) => isChosen),
    line,
  );
  const among = here.flatMap(({ lotCode }) => lotCode ?? []);
  const entered = enterSerials(chosen, serials, among);
  const added = here.filter(({ lotCode }) => lotCode !== null && hasSerial(entered.added, lotCode));
  const next = added.reduce((picked, piece) => pickSerial(picked, line, piece), [...picks]);
  return { picks: next, entered: { ...entered, serials: serialsOf(next, line) } };
}

/** What is wrong with each line's picks, as a sentence for the person; lines without a fault have no entry. */
export function pickFaults(lines: readonly OpenLine[], picks: readonly PickDraft[]): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const line of lines) {
    const own = picks.filter((pick) => pick.orderLineId === line.id);
    const leaving = own.reduce((sum, pick) => sum + (pick.quantity ?? 0), 0);
    if (own.some(({ quantity }) => quantity === null || quantity < 0))
      faults.set(line.id, "Enter a whole number, or 0 to skip this bin.");
    else if (own.some(({ quantity, place }) => quantity !== 0 && place === null))
      faults.set(line.id, "Choose a bin to pick from.");
    else if (leaving > line.open) faults.set(line.id, `Only ${line.open} left to ship.`);
  }
  return faults;
}
