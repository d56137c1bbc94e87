import * as z from "zod";
import { locationsChanged } from "@/modules/inventory/contract";
import { RecordPayment } from "@/modules/orders/contract";
import { LINE_QUANTITY_MAX } from "@/modules/orders/order";
import { AMOUNT_MAX } from "@/modules/orders/order-terms";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { SearchText } from "@/shared/search";
import { namesOf, type Staleness } from "@/shared/staleness";
import { DISPOSITIONS, OUTCOMES, RETURN_REASONS, RETURN_STATUSES } from "./return";

const LINES_MAX = 200;
const Quantity = z.number().int("Enter a whole number.").min(1, "Enter at least 1.").max(LINE_QUANTITY_MAX);
const isEachOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

export const ReturnRef = z.strictObject({ returnId: Id });
export type ReturnRef = z.infer<typeof ReturnRef>;
export const ReturnsOfOrder = z.strictObject({ orderId: Id });
export type ReturnsOfOrder = z.infer<typeof ReturnsOfOrder>;

/** What may come back of what has shipped. */
export const AuthoriseReturn = z.strictObject({
  orderId: Id,
  lines: z
    .array(
      z.strictObject({
        orderLineId: Id,
        quantity: Quantity,
        reason: z.enum(RETURN_REASONS, "Choose why it comes back."),
      }),
    )
    .min(1, "Choose at least one item.")
    .max(LINES_MAX)
    .refine((lines) => isEachOnce(lines.map(({ orderLineId }) => orderLineId)), "A line of the order is named twice."),
});
export type AuthoriseReturn = z.infer<typeof AuthoriseReturn>;

/** `lotId` is the lot that it left in. `fee` is kept of what is refunded, in minor units, tax included. */
const ReceivedItem = z.strictObject({
  returnLineId: Id,
  quantity: Quantity,
  lotId: Id.nullable(),
  outcome: z.enum(OUTCOMES),
  disposition: z.enum(DISPOSITIONS).optional(),
  locationId: Id.optional(),
  fee: z.number().int().min(0, "A fee must not be negative.").max(AMOUNT_MAX).optional(),
});
export type ReceivedItem = z.infer<typeof ReceivedItem>;

const isPlaced = ({ outcome, disposition, locationId }: ReceivedItem): boolean =>
  (outcome === "reject") === (disposition === undefined) && (disposition === "restock") === (locationId !== undefined);
const isRefunded = ({ outcome, fee }: ReceivedItem): boolean => fee === undefined || fee === 0 || outcome === "refund";

export const ReceiveReturn = z.strictObject({
  returnId: Id,
  lines: z
    .array(
      ReceivedItem.refine(isPlaced, "Choose a bin for what is restocked, and no place for what is rejected.").refine(
        isRefunded,
        "A fee is kept of what is refunded.",
      ),
    )
    .min(1, "Enter what came back.")
    .max(LINES_MAX),
});
export type ReceiveReturn = z.infer<typeof ReceiveReturn>;

/** `amount` is what the person saw: nobody gives back something else than they read. */
export const RefundReturn = RecordPayment.omit({ orderId: true, seen: true }).extend({
  returnId: Id,
  withShipping: z.boolean().optional(),
});
export type RefundReturn = z.infer<typeof RefundReturn>;

/** Takes items out of quarantine: into a bin, or away. */
export const ReleaseItems = z
  .strictObject({ receiptId: Id, to: z.enum(["restock", "scrap"]), locationId: Id.optional() })
  .refine(({ to, locationId }) => (to === "restock") === (locationId !== undefined), "Choose a bin.");
export type ReleaseItems = z.infer<typeof ReleaseItems>;

/** Any of the items that were received at once: all of them are awaited again. */
export const UndoReceipt = z.strictObject({ receiptId: Id });
export type UndoReceipt = z.infer<typeof UndoReceipt>;

export const ListReturns = Paging.extend({
  /** A number of a return or of an order, or part of a customer's name. */
  search: SearchText.optional(),
  status: z.enum(RETURN_STATUSES).optional(),
  /** Has items in quarantine on which somebody has to decide. */
  inQuarantine: z.boolean().optional(),
  warehouseId: Id.optional(),
});
export type ListReturns = z.infer<typeof ListReturns>;

const ReturnFact = z.object({ returnId: Id, orderId: Id });
export const returnAuthorised = defineEvent("returns.authorised", ReturnFact);
export const returnReceived = defineEvent("returns.received", ReturnFact);
export const returnReceiptUndone = defineEvent("returns.receipt-undone", ReturnFact);
export const returnItemsReleased = defineEvent("returns.items-released", ReturnFact);
export const returnRefunded = defineEvent("returns.refunded", ReturnFact);
export const returnExchanged = defineEvent("returns.exchanged", ReturnFact);
export const returnClosed = defineEvent("returns.closed", ReturnFact);
export const returnCancelled = defineEvent("returns.cancelled", ReturnFact);

const PLACES = namesOf(locationsChanged);

export const RETURNS_STALENESS = {
  list: [{ facts: ["returns", "customers", ...PLACES] }, { facts: ["orders"], about: "shown" }],
  get: [
    { facts: ["returns"], about: "asked" },
    { facts: ["orders", "customers", "catalog"], about: "shown" },
    { facts: ["shop", ...PLACES] },
  ],
  listOfOrder: [{ facts: ["returns", "orders"], about: "asked" }],
} as const satisfies Staleness;
