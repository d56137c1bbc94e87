import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";

/** What is refused of an order that comes of another, as sentences for people with the facts as data. */

export const nothingForSale = defineError<{ number: number; skus: string[] }>(
  "orders.nothing-for-sale",
  "conflict",
  ({ number, skus }) =>
    `Nothing of order #${number} can be ordered any more: ${skus.join(", ")}. Restore the products first, or place a ` +
    "new order. Nothing was changed.",
);

export const alreadyReopened = defineError<{ number: number; as: number }>(
  "orders.already-reopened",
  "conflict",
  ({ number, as }) => `Order #${number} was reopened as #${as} already. Go on there. Nothing was changed.`,
);

type Oversplit = { orderLineId: string; sku: string; asked: number; open: number };
const describeOversplit = ({ sku, asked, open }: Oversplit) => `${sku} (${asked} entered, ${open} left)`;
export const splitsTooMuch = defineError<{ number: number; lines: Oversplit[] }>(
  "orders.splits-too-much",
  "conflict",
  ({ number, lines }) =>
    `Order #${number} does not have that many items left to ship: ${lines.map(describeOversplit).join(", ")}. ` +
    "Nothing was changed.",
);

export const splitsAll = defineError<{ number: number; items: number }>(
  "orders.splits-all",
  "conflict",
  ({ number, items }) =>
    `These are all ${formatCount(items, "item")} of order #${number}: nothing would be left of it. Keep some here, ` +
    "or edit the order to ship it from another warehouse. Nothing was changed.",
);
