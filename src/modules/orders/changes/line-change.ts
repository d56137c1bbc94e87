import type { TaxCode } from "@/modules/catalog/taxes/tax";
import type { ChangedLine } from "@/modules/orders/contract";
import type { Wish } from "./retax";

type Tax = Pick<StandingLine, "taxRate" | "taxCategory" | "taxReason">;

/** A line of an order as it stands. */
export type StandingLine = {
  id: string;
  variantId: string;
  sku: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  unitPrice: number;
  discountRate: number;
  discountAmount: number;
  taxRate: number;
  taxCategory: TaxCode | null;
  taxReason: string;
};

/** What is asked of a line that stays; its figures are those it will have. */
export type KeptLine<Line extends StandingLine> = {
  line: Line;
  to: Pick<StandingLine, "quantity" | "unitPrice" | "discountRate" | "discountAmount" | keyof Tax>;
  isRepriced: boolean;
  /** More of it, or for less: somebody must be allowed to. */
  givesMore: boolean;
  isChanged: boolean;
};

/** The lines of an order beside those that are asked for. */
export type LinesChange<Line extends StandingLine> = {
  kept: KeptLine<Line>[];
  removed: Line[];
  added: Wish[];
  /** Asked for by an id that is none of the order's, or is another product's. */
  foreign: string[];
};

/** Whether anything of a line is wanted still. What was cancelled whole stays in the order, and is not asked for. */
const isWanted = ({ quantity, cancelled }: StandingLine): boolean => quantity > cancelled;

export function compareLines<Line extends StandingLine>(
  lines: readonly Line[],
  asked: readonly Wish[],
): LinesChange<Line> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const pairs = asked.map((wish) => {
    const line = wish.orderLineId === undefined ? undefined : byId.get(wish.orderLineId);
    return { wish, line };
  });
  const named = new Set(asked.map(({ orderLineId }) => orderLineId));
  return {
    kept: pairs.flatMap(({ wish, line }) => (line ? [keep(line, wish)] : [])),
    removed: lines.filter((line) => isWanted(line) && !named.has(line.id)),
    added: pairs.flatMap(({ wish }) => (wish.orderLineId === undefined ? [wish] : [])),
    foreign: pairs.flatMap(({ wish, line }) =>
      wish.orderLineId !== undefined && line?.variantId !== wish.variantId ? [wish.orderLineId] : [],
    ),
  };
}

const TERMS = ["unitPrice", "discountRate", "discountAmount", "taxRate"] as const;

/** Amounts for so many items are compared crosswise, which is exact: a discount on fewer of them is a greater one. */
const perItem = (amount: number, ofOther: number): bigint => BigInt(amount) * BigInt(ofOther);

/** One of the two takes the place of the other. */
const discountAfter = (line: StandingLine, { discountRate, discountAmount }: ChangedLine) =>
  discountRate === undefined && discountAmount === undefined
    ? { discountRate: line.discountRate, discountAmount: line.discountAmount }
    : { discountRate: discountRate ?? 0, discountAmount: discountAmount ?? 0 };

/** A rate that somebody typed has no category, unless it is the one that stands. */
const taxAfter = ({ taxRate, taxCategory, taxReason }: StandingLine, wish: Wish): Tax =>
  wish.taxRate === undefined || (wish.taxRate === taxRate && wish.taxCategory === undefined)
    ? { taxRate, taxCategory, taxReason }
    : { taxRate: wish.taxRate, taxCategory: wish.taxCategory ?? null, taxReason: wish.taxReason ?? "" };

function keep<Line extends StandingLine>(line: Line, wish: Wish): KeptLine<Line> {
  const to = {
    quantity: wish.quantity + line.cancelled,
    unitPrice: wish.unitPrice ?? line.unitPrice,
    ...discountAfter(line, wish),
    ...taxAfter(line, wish),
  };
  const isRepriced = TERMS.some((term) => to[term] !== line[term]);
  return {
    line,
    to,
    isRepriced,
    givesMore:
      to.quantity > line.quantity ||
      to.unitPrice < line.unitPrice ||
      to.discountRate > line.discountRate ||
      perItem(to.discountAmount, line.quantity) > perItem(line.discountAmount, to.quantity),
    isChanged: isRepriced || to.quantity !== line.quantity,
  };
}

/** What of an order would be below what has shipped: lowered too far, or left out. */
export const belowShippedOf = <Line extends StandingLine>({ kept, removed }: LinesChange<Line>) =>
  [
    ...kept.map(({ line, to }) => ({ line, asked: to.quantity - line.cancelled })),
    ...removed.map((line) => ({ line, asked: 0 })),
  ].flatMap(({ line: { id: orderLineId, sku, shipped }, asked }) =>
    asked < shipped ? [{ orderLineId, sku, asked, shipped }] : [],
  );
