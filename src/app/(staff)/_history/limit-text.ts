import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";

type Limit = { quantityMax?: number | null | undefined; valueMax?: number | null | undefined };

/** How much one adjustment may change: "50 items or €500.00". */
export function limitText({ quantityMax = null, valueMax = null }: Limit): string {
  const parts = [
    ...(quantityMax === null ? [] : [formatCount(quantityMax, "item")]),
    ...(valueMax === null ? [] : [formatMoney(valueMax)]),
  ];
  return parts.join(" or ") || "no limit";
}
