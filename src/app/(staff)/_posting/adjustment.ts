import {
  ADJUSTMENT_REASONS,
  type AdjustmentReason,
  isAdjustmentReason,
  reasonFits,
} from "@/modules/inventory/inventory";

/** Goods of one kind in one bin, as the books have them. */
export type BookedGoods = {
  variantId: string;
  name: string;
  unit?: string | undefined;
  locationId: string;
  locationCode: string;
  lotId: string | null;
  lotCode: string | null;
  onHand: number;
};

/** Goods whose items have serial numbers: all of them in one bin. */
export type BookedSerials = BookedGoods & { serials: readonly string[] };
export const hasBookedSerials = (goods: BookedGoods | BookedSerials): goods is BookedSerials => "serials" in goods;

/** The reasons that explain a change; all of them until it is known. */
export const reasonOptions = (change: number | null): { value: AdjustmentReason; label: string }[] =>
  Object.keys(ADJUSTMENT_REASONS)
    .filter(isAdjustmentReason)
    .filter((reason) => change === null || reasonFits(reason, change))
    .map((value) => ({ value, label: ADJUSTMENT_REASONS[value].label }));

/** People either count what is there, or know how much is more or less; the ledger takes the difference. */
export const WAYS = ["counted", "change"] as const;

type Figures = {
  way?: (typeof WAYS)[number] | undefined;
  counted?: number | null | undefined;
  change?: number | null | undefined;
};

/** The change of recorded stock; null until a number was entered. */
export function changeOf(recorded: number, { way = "counted", counted, change }: Figures): number | null {
  const entered = way === "counted" ? counted : change;
  if (typeof entered !== "number" || !Number.isSafeInteger(entered)) return null;
  return way === "counted" ? entered - recorded : entered;
}
