import * as z from "zod";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { type ChangeWords, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

export const Limit = z.object({
  quantityMax: recorded(z.number().nullable()),
  valueMax: recorded(z.number().nullable()),
});

/** How much one adjustment may change: "50 items or €500.00". */
export function limitText({ quantityMax = null, valueMax = null }: z.infer<typeof Limit>): string {
  const parts = [
    ...(quantityMax === null ? [] : [formatCount(quantityMax, "item")]),
    ...(valueMax === null ? [] : [formatMoney(valueMax)]),
  ];
  return parts.join(" or ") || "no limit";
}

/** What earlier releases recorded of a limit by itself. */
export const LIMIT_CHANGES: ChangeWords = {
  verb: lifecycleVerb,
  details: ({ before, after }) => [`${limitText(readValues(Limit, before))} → ${limitText(readValues(Limit, after))}`],
};
