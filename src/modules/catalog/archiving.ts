import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import type { Use } from "./contract";

const ORDER_NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  draft: ["draft", "drafts"],
  confirmed: ["confirmed order", "confirmed orders"],
  on_hold: ["order on hold", "orders on hold"],
};

/** "7 in stock in HAM", "1 confirmed order in HAM". */
export const describeStockUse = ({ quantity, warehouse }: Use["stock"][number]): string =>
  `${formatQuantity(quantity)} in stock in ${warehouse}`;
export const describeOrderUse = ({ status, count, warehouse }: Use["orders"][number]): string =>
  `${formatCount(count, ...(ORDER_NOUNS[status] ?? (["order", "orders"] as const)))} in ${warehouse}`;

export const stillInUse = defineError<{ label: string; use: Use }>(
  "catalog.still-in-use",
  "conflict",
  ({ label, use: { stock, orders } }) =>
    `${label} is still in use: ${[...stock.map(describeStockUse), ...orders.map(describeOrderUse)].join(", ")}. ` +
    "Confirm that you want to archive it anyway. Nothing was changed.",
);

export const inUseElsewhere = defineError<{ label: string }>(
  "catalog.in-use-elsewhere",
  "forbidden",
  ({ label }) =>
    `${label} has stock or open orders in a warehouse that you have no access to. ` +
    "Ask someone who works in all of its warehouses to archive it. Nothing was changed.",
);
