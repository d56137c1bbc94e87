import type { Goods } from "@/app/(staff)/_goods/goods";
import { type Entered, enterSerials, hasSerial } from "@/app/(staff)/_serials/serials";
import type { Inputs } from "@/client/trpc";
import { type Guarded, hasParts, isCount, isText, listOf, optional } from "@/shared/guard";
import { formatCount } from "@/shared/plural";
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
  /** Of an item whose every piece has a serial number, and of no other. */
  serials: optional(listOf(isText)),
});
export type ReceiveLine = Guarded<typeof isReceiveLine>;

/** Goods that were scanned but not yet posted, the last scanned first. */
export const isReceiveDraft = hasParts({ lines: listOf(isReceiveLine), reference: isText, note: isText });
export type ReceiveDraft = Guarded<typeof isReceiveDraft>;

export const EMPTY_RECEIPT: ReceiveDraft = { lines: [], reference: "", note: "" };

/** What the label of goods says of their lot, or of the one item it is on. */
type ScannedLot = { lot: string | null; expiresOn: string | null; serial?: string | null };
const NO_LOT: ScannedLot = { lot: null, expiresOn: null };

const toLine = (
  { variantId, sku, title, optionValues, unit, hasSerials }: Goods,
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
  // Where each item has a serial number, that is what it is told by.
  lotCode: hasSerials ? "" : (lot ?? ""),
  expiresOn: hasSerials ? "" : (expiresOn ?? ""),
  ...(hasSerials && { serials: [] }),
});

const isOfLot = (line: ReceiveLine, { lot, expiresOn }: ScannedLot): boolean =>
  line.serials !== undefined ||
  ((lot === null || line.lotCode.trim().toLowerCase() === lot.toLowerCase()) &&
    (expiresOn === null || line.expiresOn === "" || line.expiresOn === expiresOn));

const lineFor = (draft: ReceiveDraft, goods: Pick<Goods, "variantId">, lot: ScannedLot): ReceiveLine | undefined =>
  draft.lines.find((line) => line.variantId === goods.variantId && isOfLot(line, lot));

/**
 * Counts goods that were scanned, onto their line or onto a new one that `key` names, and brings that line to the top.
 * A label that names a lot counts onto the line of that lot, and fills in what it says.
 */
export function addGoods(draft: ReceiveDraft, goods: Goods, count: number, key: string, lot = NO_LOT): ReceiveDraft {
  const line = lineFor(draft, goods, lot);
  if (!line) return { ...draft, lines: [toLine(goods, count, key, lot), ...draft.lines] };
  const expiresOn = line.serials ? "" : line.expiresOn || (lot.expiresOn ?? "");
  return toTop(draft, line, { ...line, quantity: line.quantity + count, expiresOn });
}

const toTop = (draft: ReceiveDraft, line: ReceiveLine, next: ReceiveLine): ReceiveDraft => ({
  ...draft,
  lines: [next, ...draft.lines.filter((each) => each !== line)],
});

/** Puts goods on the list, unless they are there already. */
export const ensureGoods = (draft: ReceiveDraft, goods: Goods, key: string, lot = NO_LOT): ReceiveDraft =>
  lineFor(draft, goods, lot) ? draft : addGoods(draft, goods, 1, key, lot);

/**
 * A line with these serial numbers. It stays for as many items as it was, unless it has more of them by now; once each
 * item had its own, one that is removed takes its item with it.
 */
function withSerials(line: ReceiveLine, serials: string[]): ReceiveLine {
  const isWhole = line.serials?.length === line.quantity;
  const quantity = isWhole ? Math.max(serials.length, 1) : Math.max(serials.length, line.quantity);
  return { ...line, serials, quantity };
}

/** Takes the serial number that a label names beside its item, or that was scanned after it. */
export function addSerial(
  draft: ReceiveDraft,
  goods: Goods,
  serial: string,
  key: string,
): { draft: ReceiveDraft; line: ReceiveLine; entered: Entered } {
  const line = lineFor(draft, goods, NO_LOT) ?? toLine(goods, 1, key);
  const entered = enterSerials(line.serials ?? [], [serial]);
  const next = withSerials(line, entered.serials);
  return { draft: toTop(draft, line, next), line: next, entered };
}

/** What was scanned last, where its items have serial numbers: a code that names nothing else is one of them. */
export function awaitsSerials({ lines: [line] }: ReceiveDraft): Goods | null {
  return line?.serials ? { ...line, hasSerials: true } : null;
}

/** A second lot of the same goods: what is scanned from now on counts there. */
export function addLot(draft: ReceiveDraft, line: ReceiveLine, key: string): ReceiveDraft {
  const next = { ...toLine({ ...line, hasSerials: false }, 1, key), cost: line.cost };
  return { ...draft, lines: draft.lines.flatMap((each) => (each.key === line.key ? [next, each] : [each])) };
}

export const changeLine = (draft: ReceiveDraft, key: string, change: Partial<ReceiveLine>): ReceiveDraft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.key === key ? { ...line, ...change } : line)),
});

export const changeSerials = (
  draft: ReceiveDraft,
  key: string,
  next: (serials: readonly string[]) => string[],
): ReceiveDraft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.key === key ? withSerials(line, next(line.serials ?? [])) : line)),
});

export const removeLine = (draft: ReceiveDraft, key: string): ReceiveDraft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.key !== key),
});

/** What remains after `sent` was posted: whatever was scanned while the answer was on its way. */
export function withoutSent(draft: ReceiveDraft, sent: readonly ReceiveLine[]): ReceiveDraft {
  const rest = draft.lines
    .map((line) =>
      withoutPart(
        line,
        sent.find(({ key }) => key === line.key),
      ),
    )
    .filter(({ quantity }) => quantity > 0);
  return { lines: rest, reference: "", note: "" };
}

function withoutPart(line: ReceiveLine, sent: ReceiveLine | undefined): ReceiveLine {
  if (!sent) return line;
  const serials = line.serials?.filter((serial) => !hasSerial(sent.serials ?? [], serial));
  return { ...line, quantity: line.quantity - sent.quantity, ...(serials && { serials }) };
}

export type LineIssues = { cost?: string; lot?: string; serials?: string };

export function issuesOf(line: ReceiveLine): LineIssues {
  return {
    ...costIssueOf(line.cost),
    ...serialsIssueOf(line),
    ...(line.expiresOn !== "" && line.lotCode.trim() === "" && { lot: "Enter a lot code to add an expiry date." }),
  };
}

/** As many serial numbers as items: no more, and no fewer. */
function serialsIssueOf(line: ReceiveLine): LineIssues {
  const missing = missingSerials(line);
  if (missing === 0) return {};
  return {
    serials:
      missing > 0
        ? `Enter ${formatCount(missing, "more serial number")} of ${line.sku}.`
        : `Remove ${formatCount(-missing, "serial number")}, or receive more items.`,
  };
}

/** How many items have no serial number yet; below zero, how many serial numbers have no item. */
export const missingSerials = ({ serials, quantity }: ReceiveLine): number => (serials ? quantity - serials.length : 0);

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
      ...(line.serials && { serials: line.serials }),
      lot: line.lotCode.trim() === "" ? null : { code: line.lotCode.trim(), expiresOn: line.expiresOn || null },
    })),
  };
}
