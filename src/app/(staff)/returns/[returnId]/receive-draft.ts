import type { Return, ReturnLine } from "@/app/(staff)/_returns/return-data";
import type { Inputs } from "@/client/trpc";
import type { Disposition, Outcome } from "@/modules/returns/return";

/** What somebody holds in their hands of one line, and what becomes of it. */
export type ReceiveLine = {
  quantity: number;
  lotId: string | null;
  outcome: Outcome;
  disposition: Disposition;
  /** Kept of the refund, in minor units; null is text that is no amount. */
  fee: number | null;
};
export type ReceiveDraft = ReadonlyMap<string, ReceiveLine>;

export const EMPTY: ReceiveDraft = new Map();

/** Most of what comes back is as good as new; a lot is chosen where there is only one. */
export const lineOf = (draft: ReceiveDraft, line: ReturnLine): ReceiveLine => {
  const known = draft.get(line.id);
  if (known) return { ...known, quantity: Math.min(known.quantity, line.awaited) };
  return { quantity: 0, lotId: line.lots[0]?.lotId ?? null, outcome: "refund", disposition: "restock", fee: 0 };
};

export const changeLine = (draft: ReceiveDraft, line: ReturnLine, change: Partial<ReceiveLine>): ReceiveDraft =>
  new Map(draft).set(line.id, { ...lineOf(draft, line), ...change });

type Scanned = { variantId: string; count: number; lotCode: string | null };

/** The line that a scanned item is counted on: of its lot, if the label names one, and with something still awaited. */
export function countScanned(found: Return, draft: ReceiveDraft, { variantId, count, lotCode }: Scanned) {
  const ofItem = found.lines.filter((line) => line.variantId === variantId);
  const line = ofItem.find((each) => lineOf(draft, each).quantity + count <= each.awaited);
  if (!line) return { problem: ofItem.length === 0 ? ("not-here" as const) : ("too-many" as const) };
  const lot = line.lots.find(({ code }) => lotCode !== null && code?.toLowerCase() === lotCode.toLowerCase());
  if (lotCode !== null && !lot) return { problem: "other-lot" as const };
  const { quantity } = lineOf(draft, line);
  const next = changeLine(draft, line, { quantity: quantity + count, ...(lot && { lotId: lot.lotId }) });
  return { draft: next, line, total: quantity + count };
}

/** What is sent; of what is rejected nothing is put anywhere. */
export const toReceipt = (found: Return, draft: ReceiveDraft, binId: string | null): Inputs["returns"]["receive"] => ({
  returnId: found.id,
  lines: found.lines.flatMap((line) => {
    const { quantity, lotId, outcome, disposition, fee } = lineOf(draft, line);
    if (quantity === 0) return [];
    return [
      {
        returnLineId: line.id,
        quantity,
        lotId,
        outcome,
        ...(outcome !== "reject" && { disposition }),
        ...(outcome !== "reject" && disposition === "restock" && binId !== null && { locationId: binId }),
        ...(outcome === "refund" && fee !== null && fee > 0 && { fee }),
      },
    ];
  }),
});

export const totalOf = (found: Return, draft: ReceiveDraft): number =>
  found.lines.reduce((sum, line) => sum + lineOf(draft, line).quantity, 0);

export const needsBin = (found: Return, draft: ReceiveDraft): boolean =>
  found.lines.some((line) => {
    const { quantity, outcome, disposition } = lineOf(draft, line);
    return quantity > 0 && outcome !== "reject" && disposition === "restock";
  });
