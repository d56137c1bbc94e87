import * as z from "zod";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

const OrderFact = z.object({ orderId: Id, customerId: Id });
/** By hand: from now on for the shop's term, or no longer. */
export const orderStockHeld = defineEvent("orders.stock-held", OrderFact);
export const orderStockFreed = defineEvent("orders.stock-freed", OrderFact);
/** Its time is over. */
export const orderHoldEnded = defineEvent("orders.hold-ended", OrderFact);

/** Items that it held were lost, moved away or counted. */
export const orderHoldShrunk = defineEvent("orders.hold-shrunk", OrderFact);

export const quotesHoldNothing = defineError<{ number: number }>(
  "orders.quotes-hold-nothing",
  "conflict",
  ({ number }) =>
    `Drafts don't hold stock in this shop, so #${number} can't. Confirm it to reserve its items, or ask an ` +
    "administrator to set for how long quotes hold stock. Nothing was changed.",
);

export const nothingToHold = defineError<{ number: number }>(
  "orders.nothing-to-hold",
  "conflict",
  ({ number }) =>
    `Nothing of what #${number} names is available, so there is nothing to hold. Receive stock first, or choose ` +
    "another warehouse. Nothing was changed.",
);
