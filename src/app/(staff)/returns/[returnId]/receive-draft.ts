import type { Return, ReturnLine } from "@/app/(staff)/_returns/return-data";
import { hasSerial, serialKey } from "@/app/(staff)/_serials/serials";
import type { Inputs } from "@/client/trpc";
import type { Disposition, Outcome } from "@/modules/returns/return";

/** What somebody holds in their hands of one line, and what becomes of it. */
export type ReceiveLine = {
  quantity: number;
  /** Null is what left in no lot; undefined is not chosen yet. */
  lotId: string | null | undefined;
  /** Which came, of items that have serial numbers: they are as many as the quantity. */
  serials: readonly string[];
  outcome: Outcome;
  disposition: Disposition;
  /** Kept of the refund, in minor units; null is text that is no amount. */
  fee: number | null;
};
export type ReceiveDraft = ReadonlyMap<string, ReceiveLine>;

type Line = Pick<ReturnLine, "id" | "variantId" | "awaited" | "lots" | "hasSerials">;
type Awaiting = Pick<Return, "id"> & { lines: readonly Line[] };

export const EMPTY: ReceiveDraft = new Map();

/** Not what shipped before its serial numbers were kept: of that nobody can say which it is. */
export const isBySerial = ({ hasSerials, lots }: Pick<Line, "hasSerials" | "lots">): boolean =>
  hasSerials && lots.every(({ code }) => code !== null);

/** Most of what comes back is as good as new. Where it left in several lots somebody has to look at the label. */
export const lineOf = (draft: ReceiveDraft, line: Line): ReceiveLine => {
  const known = draft.get(line.id);
  if (known) return { ...known, quantity: Math.min(known.quantity, line.awaited) };
  const [lot, ...others] = line.lots;
  const lotId = others.length > 0 ? undefined : (lot?.lotId ?? null);
  return { quantity: 0, lotId, serials: [], outcome: "refund", disposition: "restock", fee: 0 };
};

export const changeLine = (draft: ReceiveDraft, line: Line, change: Partial<ReceiveLine>): ReceiveDraft =>
  new Map(draft).set(line.id, { ...lineOf(draft, line), ...change });

export const changeSerials = (
  draft: ReceiveDraft,
  line: Line,
  next: (serials: readonly string[]) => string[],
): ReceiveDraft => {
  const serials = next(lineOf(draft, line).serials);
  return changeLine(draft, line, { serials, quantity: serials.length });
};

type Scanned = { variantId: string; count: number; lotCode: string | null };

/**
 * The line that a scanned item is counted on: of its lot, if the label names one, and with something still awaited. All
 * that is received at once of a line is of one lot, so a label of another does not make those before it that too.
 */
export function countScanned(found: Awaiting, draft: ReceiveDraft, { variantId, count, lotCode }: Scanned) {
  const ofItem = found.lines.filter((line) => line.variantId === variantId);
  if (ofItem.length > 0 && ofItem.every(isBySerial)) return countSerial(ofItem, draft, lotCode);
  const line = ofItem.find((each) => lineOf(draft, each).quantity + count <= each.awaited);
  if (!line) return { problem: ofItem.length === 0 ? ("not-here" as const) : ("too-many" as const) };
  const lot = line.lots.find(({ code }) => lotCode !== null && code?.toLowerCase() === lotCode.toLowerCase());
  if (lotCode !== null && !lot) return { problem: "other-lot" as const };
  const { quantity, lotId } = lineOf(draft, line);
  if (lot && quantity > 0 && lotId !== undefined && lotId !== lot.lotId) return { problem: "second-lot" as const };
  const next = changeLine(draft, line, { quantity: quantity + count, ...(lot && { lotId: lot.lotId }) });
  return { draft: next, line, total: quantity + count };
}

/** The line that the item with this serial number shipped for. */
function countSerial(ofItem: readonly Line[], draft: ReceiveDraft, serial: string | null) {
  if (serial === null) return { problem: "no-serial" as const };
  const line = ofItem.find(({ lots }) => lotOf(lots, serial));
  if (!line) return { problem: "other-serial" as const };
  const { serials } = lineOf(draft, line);
  if (hasSerial(serials, serial)) return { problem: "again" as const };
  if (serials.length >= line.awaited) return { problem: "too-many" as const };
  return { draft: changeSerials(draft, line, (now) => [...now, serial]), line, total: serials.length + 1 };
}

const lotOf = (lots: Line["lots"], code: string) => lots.find((lot) => lot.code !== null && isSame(lot.code, code));
const isSame = (one: string, other: string): boolean => serialKey(one) === serialKey(other);

/** A fee is kept of all that came of a line: what can't be split evenly is kept of the first. */
const shareOf = (fee: number | null, count: number, place: number): number => {
  const even = Math.floor((fee ?? 0) / count);
  return place === 0 ? (fee ?? 0) - even * (count - 1) : even;
};

/** A line, and for each item with a serial number one of its own. */
function partsOf(line: Line, draft: ReceiveDraft): ReceiveLine[] {
  const whole = lineOf(draft, line);
  if (!isBySerial(line)) return [whole];
  return whole.serials.map((serial, place) => ({
    ...whole,
    quantity: 1,
    lotId: lotOf(line.lots, serial)?.lotId,
    fee: shareOf(whole.fee, whole.serials.length, place),
  }));
}

/** What is sent; of what is rejected nothing is put anywhere. */
export const toReceipt = (
  found: Awaiting,
  draft: ReceiveDraft,
  binId: string | null,
): Inputs["returns"]["receive"] => ({
  returnId: found.id,
  lines: found.lines.flatMap((line) =>
    partsOf(line, draft).flatMap(({ quantity, lotId, outcome, disposition, fee }) =>
      quantity === 0 || lotId === undefined
        ? []
        : [
            {
              returnLineId: line.id,
              quantity,
              lotId,
              outcome,
              ...(outcome !== "reject" && { disposition }),
              ...(outcome !== "reject" && disposition === "restock" && binId !== null && { locationId: binId }),
              ...(outcome === "refund" && fee !== null && fee > 0 && { fee }),
            },
          ],
    ),
  ),
});

export const totalOf = (found: Awaiting, draft: ReceiveDraft): number =>
  found.lines.reduce((sum, line) => sum + lineOf(draft, line).quantity, 0);

/** Something is counted of a line that left in several lots, and nobody has said in which. */
export const needsLot = (found: Awaiting, draft: ReceiveDraft): boolean =>
  found.lines.some(
    (line) => !isBySerial(line) && lineOf(draft, line).quantity > 0 && lineOf(draft, line).lotId === undefined,
  );

export const needsBin = (found: Awaiting, draft: ReceiveDraft): boolean =>
  found.lines.some((line) => {
    const { quantity, outcome, disposition } = lineOf(draft, line);
    return quantity > 0 && outcome !== "reject" && disposition === "restock";
  });

/** Serial numbers are chosen one by one, and may become more than the return waits for. */
export const hasTooMany = (found: Awaiting, draft: ReceiveDraft): boolean =>
  found.lines.some((line) => lineOf(draft, line).serials.length > line.awaited);
