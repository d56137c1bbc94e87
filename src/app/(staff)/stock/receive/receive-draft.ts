import type { Goods } from "@/app/(staff)/_goods/goods";
import type { Inputs } from "@/client/trpc";
import { type Guarded, hasParts, isCount, isText, listOf } from "@/shared/guard";
import { currentRegion } from "@/shared/region";
import { readTyped, unitCostKind } from "@/shared/typed-number";

const isReceiveLine = hasParts({
  key: isText,
  variantId: isText,
  sku: isText,
  title: isText,
  optionValues: listOf(isText),
  unit: isText,
  quantity: isCount,
  /** As typed, so that a half-written cost survives a reload too. */
  cost: isText,
  lotCode: isText,
  expiresOn: isText,
});
export type ReceiveLine = Guarded<typeof isReceiveLine>;

/** Goods that were scanned but not yet posted, the last scanned first. */
export const isReceiveDraft = hasParts({ lines: listOf(isReceiveLine), reference: isText, note: isText });
export type ReceiveDraft = Guarded<typeof isReceiveDraft>;

export const EMPTY_RECEIPT: ReceiveDraft = { lines: [], reference: "", note: "" };

/** What the label of goods says of their lot. */
type ScannedLot = { lot: string | null; expiresOn: string | null };
const NO_LOT: ScannedLot = { lot: null, expiresOn: null };

const toLine = (
  { variantId, sku, title, optionValues, unit }: Goods,
  quantity: number,
  key: string,
  { lot, expiresOn }: ScannedLot = NO_LOT,
): ReceiveLine => ({
  key,
  variantId,
  sku,
  title,
  optionValues: [...optionValues],
  unit,
  quantity,
  cost: "",
  lotCode: lot ?? "",
  expiresOn: expiresOn ?? "",
});

const isOfLot = (line: ReceiveLine, { lot, expiresOn }: ScannedLot): boolean =>
  (lot === null || line.lotCode.trim().toLowerCase() === lot.toLowerCase()) &&
  (expiresOn === null || line.expiresOn === "" || line.expiresOn === expiresOn);

/**
 * Counts goods that were scanned, onto their line or onto a new one that `key` names, and brings that line to the top.
 * A label that names a lot counts onto the line of that lot, and fills in what it says.
 */
export function addGoods(draft: ReceiveDraft, goods: Goods, count: number, key: string, lot = NO_LOT): ReceiveDraft {
  const known = draft.lines.find((line) => line.variantId === goods.variantId && isOfLot(line, lot));
  if (!known) return { ...draft, lines: [toLine(goods, count, key, lot), ...draft.lines] };
  const line = { ...known, quantity: known.quantity + count, expiresOn: known.expiresOn || (lot.expiresOn ?? "") };
  return { ...draft, lines: [line, ...draft.lines.filter((each) => each !== known)] };
}

/** Puts goods on the list, unless they are there already. */
export const ensureGoods = (draft: ReceiveDraft, goods: Goods, key: string, lot = NO_LOT): ReceiveDraft =>
  draft.lines.some((line) => line.variantId === goods.variantId && isOfLot(line, lot))
    ? draft
    : addGoods(draft, goods, 1, key, lot);

/** A second lot of the same goods: what is scanned from now on counts there. */
export function addLot(draft: ReceiveDraft, line: ReceiveLine, key: string): ReceiveDraft {
  const next = { ...toLine(line, 1, key), cost: line.cost };
  return { ...draft, lines: draft.lines.flatMap((each) => (each.key === line.key ? [next, each] : [each])) };
}

export const changeLine = (draft: ReceiveDraft, key: string, change: Partial<ReceiveLine>): ReceiveDraft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.key === key ? { ...line, ...change } : line)),
});

export const removeLine = (draft: ReceiveDraft, key: string): ReceiveDraft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.key !== key),
});

/** What remains after `sent` was posted: whatever was scanned while the answer was on its way. */
export function withoutSent(draft: ReceiveDraft, sent: readonly ReceiveLine[]): ReceiveDraft {
  const sentOf = (key: string) => sent.find((line) => line.key === key)?.quantity ?? 0;
  const rest = draft.lines
    .map((line) => ({ ...line, quantity: line.quantity - sentOf(line.key) }))
    .filter(({ quantity }) => quantity > 0);
  return { lines: rest, reference: "", note: "" };
}

export type LineIssues = { cost?: string; lot?: string };

export function issuesOf(line: ReceiveLine): LineIssues {
  return {
    ...costIssueOf(line.cost),
    ...(line.expiresOn !== "" && line.lotCode.trim() === "" && { lot: "Enter a lot code to add an expiry date." }),
  };
}

/** The kind of number that a unit cost is, in the shop's currency. */
export const costKind = () => unitCostKind(currentRegion().currency);

function costIssueOf(text: string): LineIssues {
  if (text.trim() === "") return {};
  const typed = readTyped(text, costKind());
  if ("problem" in typed) return { cost: typed.problem };
  return typed.value < 0 ? { cost: "A cost must not be negative." } : {};
}

function costOf(text: string): number | null {
  const typed = readTyped(text, costKind());
  return "value" in typed ? typed.value : null;
}

/** The draft as the server wants it. Ask `issuesOf` first. */
export function toReceipt(draft: ReceiveDraft, locationId: string): Inputs["inventory"]["receiveStock"] {
  return {
    reference: draft.reference,
    note: draft.note,
    lines: draft.lines.map((line) => ({
      variantId: line.variantId,
      locationId,
      quantity: line.quantity,
      unitCost: line.cost.trim() === "" ? null : costOf(line.cost),
      lot: line.lotCode.trim() === "" ? null : { code: line.lotCode.trim(), expiresOn: line.expiresOn || null },
    })),
  };
}
