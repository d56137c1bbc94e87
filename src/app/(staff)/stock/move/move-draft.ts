import type { Inputs, Outputs } from "@/client/trpc";
import { type Guarded, hasParts, isCount, isFlag, isText, listOf, optional, orNull } from "@/shared/guard";

export type BinContent = Outputs["inventory"]["listBinContents"]["rows"][number];

const isMoveLine = hasParts({
  variantId: isText,
  sku: isText,
  title: isText,
  optionValues: listOf(isText),
  unit: isText,
  lotId: orNull(isText),
  lotCode: orNull(isText),
  /** Left out by drafts of the release before. */
  hasSerials: optional(isFlag),
  expiresOn: orNull(isText),
  isExpired: isFlag,
  /** Left out by drafts of the release before, as why is. */
  isBlocked: optional(isFlag),
  blockReason: optional(orNull(isText)),
  fromId: isText,
  fromCode: isText,
  quantity: isCount,
});
export type MoveLine = Guarded<typeof isMoveLine>;

/** Goods taken out of bins, perhaps several, and not yet put down in another; the last taken first. */
export const isMoveDraft = hasParts({ lines: listOf(isMoveLine), note: isText });
export type MoveDraft = Guarded<typeof isMoveDraft>;

export const EMPTY_MOVE: MoveDraft = { lines: [], note: "" };

export const keyOf = ({ fromId, variantId, lotId }: Pick<MoveLine, "fromId" | "variantId" | "lotId">): string =>
  `${fromId} ${variantId} ${lotId ?? ""}`;

type From = { id: string; code: string };

const toLine = (content: BinContent, from: From): Omit<MoveLine, "quantity"> => ({
  variantId: content.variantId,
  sku: content.sku,
  title: content.title,
  optionValues: content.optionValues,
  unit: content.unit,
  lotId: content.lotId,
  lotCode: content.lotCode,
  hasSerials: content.hasSerials,
  expiresOn: content.expiresOn,
  isExpired: content.isExpired,
  isBlocked: content.isBlocked,
  blockReason: content.blockReason,
  fromId: from.id,
  fromCode: from.code,
});

/** Takes `count` more, though never more than is there. Null where all of it was taken already. */
export function take(draft: MoveDraft, content: BinContent, from: From, count: number): MoveDraft | null {
  const line = toLine(content, from);
  const taken = takenOf(draft, line);
  const quantity = Math.min(taken + count, content.onHand);
  if (quantity <= taken) return null;
  return { ...draft, lines: [{ ...line, quantity }, ...draft.lines.filter((each) => keyOf(each) !== keyOf(line))] };
}

export const takenOf = (draft: MoveDraft, line: Pick<MoveLine, "fromId" | "variantId" | "lotId">): number =>
  draft.lines.find((each) => keyOf(each) === keyOf(line))?.quantity ?? 0;

/** Goods, of the lot that their label names if it names one. */
export type Wanted = { variantId: string; lot: string | null };
const isLot = ({ lotCode }: BinContent, lot: string): boolean => lotCode?.toLowerCase() === lot.toLowerCase();

const isUnfit = ({ isExpired, isBlocked }: BinContent): boolean => isExpired || isBlocked;

/** Of several lots in a bin, what expires first is taken first, as long as some is left; what is unfit, last. */
function nextToTake(
  contents: readonly BinContent[],
  draft: MoveDraft,
  fromId: string,
  { variantId, lot }: Wanted,
): BinContent | null {
  const candidates = contents
    .filter((content) => content.variantId === variantId && (lot === null || isLot(content, lot)))
    .sort(
      (one, other) =>
        Number(isUnfit(one)) - Number(isUnfit(other)) ||
        (one.expiresOn ?? "9999").localeCompare(other.expiresOn ?? "9999"),
    );
  return candidates.find((content) => takenOf(draft, { ...content, fromId }) < content.onHand) ?? candidates[0] ?? null;
}

/** The stock taken, null where the bin holds none; how much of it the list has by now, null where no more is free. */
export type Taken = { content: BinContent | null; total: number | null };

/** Takes `count` more of a variant from a bin, of the lot that was scanned, else of the one that expires first. */
export function takeNext(
  draft: MoveDraft,
  contents: readonly BinContent[],
  from: From,
  wanted: Wanted,
  count: number,
): Taken & { draft: MoveDraft } {
  const content = nextToTake(contents, draft, from.id, wanted);
  const next = content && take(draft, content, from, count);
  if (!content || !next) return { draft, content, total: null };
  return { draft: next, content, total: takenOf(next, { ...content, fromId: from.id }) };
}

export const setQuantity = (draft: MoveDraft, key: string, quantity: number): MoveDraft => ({
  ...draft,
  lines: draft.lines.map((line) => (keyOf(line) === key ? { ...line, quantity } : line)),
});

export const putBack = (draft: MoveDraft, key: string): MoveDraft => ({
  ...draft,
  lines: draft.lines.filter((line) => keyOf(line) !== key),
});

/** What remains after `sent` was posted: whatever was taken while the answer was on its way. */
export function withoutMoved(draft: MoveDraft, sent: readonly MoveLine[]): MoveDraft {
  const sentOf = (key: string) => sent.find((line) => keyOf(line) === key)?.quantity ?? 0;
  return {
    lines: draft.lines
      .map((line) => ({ ...line, quantity: line.quantity - sentOf(keyOf(line)) }))
      .filter(({ quantity }) => quantity > 0),
    note: "",
  };
}

export const toMove = (draft: MoveDraft, toLocationId: string): Inputs["inventory"]["moveStock"] => ({
  note: draft.note,
  lines: draft.lines.map(({ variantId, lotId, fromId, quantity }) => ({
    variantId,
    lotId,
    fromLocationId: fromId,
    toLocationId,
    quantity,
  })),
});
