import { defineError } from "@/shared/error";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { OWN_UNDO_MINUTES } from "./inventory";

/** What the business refuses of stock, as sentences for people with the facts as data. */

export type Shortage = {
  variantId: string;
  sku: string;
  title: string;
  requested: number;
  available: number;
  /** Other warehouses that have some, the most first, as far as the person has access to them. */
  elsewhere?: { warehouseId: string; name: string; available: number }[];
};

/** `TEA: 6 requested, 5 available; MUG: 1 requested, 0 available`; of bins `TEA in A-01: 8 requested, 2 recorded`. */
const listShortages = (shortages: readonly (Shortage & { locationCode?: string; allocated?: number })[]): string =>
  shortages
    .map(({ sku, locationCode, requested, available, allocated = 0 }) => {
      const inBin = allocated > 0 ? `recorded beside ${formatQuantity(allocated)} on pick lists` : "recorded";
      const [subject, state] = locationCode ? [`${sku} in ${locationCode}`, inBin] : [sku, "available"];
      return `${subject}: ${formatQuantity(requested)} requested, ${formatQuantity(available)} ${state}`;
    })
    .join("; ");

/** Less is available at the warehouse than was requested. */
export const insufficientStock = defineError<{ warehouseId: string; shortages: Shortage[] }>(
  "inventory.insufficient-stock",
  "conflict",
  ({ shortages }) =>
    `Not enough stock for ${formatCount(shortages.length, "product")}. ${listShortages(shortages)}. ` +
    "Reduce the quantities or receive more items. Nothing was changed.",
);

/** Less is available than was requested, and orders may wait for all of the rest: somebody has to say so. */
export const backordersNotAccepted = defineError<{ warehouseId: string; shortages: Shortage[] }>(
  "inventory.backorders-not-accepted",
  "conflict",
  ({ shortages }) =>
    `Not enough stock for ${formatCount(shortages.length, "product")}. ${listShortages(shortages)}. ` +
    "The rest can be backordered: accept that, or reduce the quantities. Nothing was changed.",
);

export type BinShortage = Shortage & {
  locationId: string;
  locationCode: string;
  /** Bound to pick lists, and so not to be had. */
  allocated: number;
};

/** Less is recorded in a bin than was to leave it. */
export const insufficientInBin = defineError<{ shortages: BinShortage[] }>(
  "inventory.insufficient-in-bin",
  "conflict",
  ({ shortages }) => `Not enough in this bin. ${listShortages(shortages)}. Reduce the quantities. Nothing was changed.`,
);

/** Less would remain at the warehouse than is reserved for orders. */
export const goodsArePromised = defineError<{ shortages: Shortage[] }>(
  "inventory.goods-are-promised",
  "conflict",
  ({ shortages }) =>
    `These items are reserved for orders and can't be removed. ${listShortages(shortages)}. ` +
    "Cancel or ship the orders first, or reduce the quantities. Nothing was changed.",
);

/** What a person agreed to lose is not what would be lost now. */
export const reservationsChanged = defineError<{ warehouseId: string | null; variantId: string }>(
  "inventory.reservations-changed",
  "conflict",
  () => "The reservations have changed meanwhile. Check the orders again. Nothing was changed.",
);

/** A count was compared with a recorded quantity that is no longer the recorded one. */
export const countIsStale = defineError<{ seen: number; recorded: number }>(
  "inventory.count-is-stale",
  "conflict",
  ({ seen, recorded }) =>
    `The recorded quantity has changed from ${formatQuantity(seen)} to ${formatQuantity(recorded)} meanwhile. ` +
    "Check your count against it and save again. Nothing was changed.",
);

export type ExpiredLot = { lotCode: string; expiresOn: string; sku: string };
const listLots = (lots: readonly ExpiredLot[]): string =>
  lots.map(({ lotCode, expiresOn, sku }) => `lot ${lotCode} of ${sku} on ${expiresOn}`).join(", ");

/** Expired items are named for a shipment. */
export const shipsExpired = defineError<{ lots: ExpiredLot[] }>(
  "inventory.ships-expired",
  "conflict",
  ({ lots }) =>
    `Expired items can't be shipped: ${listLots(lots)}. Choose another lot, or adjust the stock. Nothing was changed.`,
);

export type BlockedLot = { lotCode: string; sku: string; reason: string };

const listBlocked = (lots: readonly BlockedLot[]): string =>
  lots.map(({ lotCode, sku, reason }) => `${lotCode} of ${sku} (${reason})`).join(", ");

/** Blocked items are named for a shipment. */
export const shipsBlocked = defineError<{ lots: BlockedLot[] }>(
  "inventory.ships-blocked",
  "conflict",
  ({ lots }) =>
    `Blocked items can't be shipped: ${listBlocked(lots)}. ` +
    "Choose others, or have a manager unblock them. Nothing was changed.",
);

export const lotNotFound = defineError<{ lotId: string }>(
  "inventory.lot-not-found",
  "not-found",
  () => "This lot does not exist.",
);

export const lotIsBlocked = defineError<{ lotCode: string; reason: string }>(
  "inventory.lot-is-blocked",
  "conflict",
  ({ lotCode, reason }) =>
    `${lotCode} is blocked already: ${reason}. Unblock it first to give another reason. Nothing was changed.`,
);

/** Expired items come in, and nobody has said that they are wanted. */
export const receivesExpired = defineError<{ lots: ExpiredLot[] }>(
  "inventory.receives-expired",
  "conflict",
  ({ lots }) =>
    `Some items have expired already: ${listLots(lots)}. ` +
    "Receive them only if you want expired items on hand. Nothing was received.",
);

export type SeenReceipt = {
  transactionId: string;
  recordedAt: string;
  actorName: string;
  reference: string;
  lines: { sku: string; title: string; quantity: number }[];
  lineCount: number;
};

/** The delivery note was received before at this warehouse. */
export const deliveryNoteSeen = defineError<{ receipts: SeenReceipt[] }>(
  "inventory.delivery-note-seen",
  "conflict",
  ({ receipts }) =>
    `Delivery note ${receipts[0]?.reference ?? ""} was received before, by ${receipts[0]?.actorName ?? "someone"}: ` +
    `${(receipts[0]?.lines ?? []).map(({ sku, quantity }) => `${formatQuantity(quantity)} of ${sku}`).join(", ")}. ` +
    "Receive it again only if these are other items. Nothing was received.",
);

type Limit = { quantityMax: number | null; valueMax: number | null; currency: string };
const describeLimit = ({ quantityMax, valueMax, currency }: Limit): string =>
  [
    quantityMax === null ? null : formatCount(quantityMax, "item"),
    valueMax === null ? null : `${formatMoney(valueMax, currency)} at cost`,
  ]
    .filter((part) => part !== null)
    .join(" or ");

/**
 * The limit that was passed; the value of the adjustment only for people who may see costs. `isOfToday`: not by this
 * adjustment alone, but by what was adjusted of the item in the bin today.
 */
export const aboveLimit = defineError<Limit & { quantity: number; value: number | null; isOfToday: boolean }>(
  "inventory.above-limit",
  "forbidden",
  ({ quantity, value, isOfToday, ...limit }) =>
    `This adjustment is above your limit of ${describeLimit(limit)}: ` +
    (isOfToday ? "with your other adjustments of this item in this bin today it changes " : "it changes ") +
    `${formatCount(quantity, "item")}${value === null ? "" : `, ${formatMoney(value, limit.currency)}`}. ` +
    "Ask a manager. Nothing was changed.",
);

export const limitChangedMeanwhile = defineError<Record<string, never>>(
  "inventory.limit-changed-meanwhile",
  "conflict",
  () =>
    "Someone else changed this limit while you were editing. Your entries are kept: compare them with theirs, " +
    "then save again. Nothing was changed.",
);

export const notReserved = defineError<{ lineIds: string[] }>(
  "inventory.not-reserved",
  "conflict",
  () => "Less is reserved for this order now. Check what is left to ship. Nothing was changed.",
);

export const locationUnusable = defineError<{ locationIds: string[]; name?: string }>(
  "inventory.location-unusable",
  "invalid",
  ({ name = "This location" }) => `${name} can't be used here, or is archived. Choose another. Nothing was changed.`,
);

export const locationNotFound = defineError<{ locationId: string }>(
  "inventory.location-not-found",
  "not-found",
  () => "This location doesn't exist, or belongs to a warehouse you don't work in. Choose another.",
);

export const locationChangedMeanwhile = defineError<{ code: string; name: string }>(
  "inventory.location-changed-meanwhile",
  "conflict",
  ({ code, name }) =>
    `Someone else has renamed this location to ${code}, ${name} meanwhile. ` +
    "Your entries are kept: save again to replace that.",
);

export const reorderPointChangedMeanwhile = defineError<{ quantity: number | null }>(
  "inventory.reorder-point-changed-meanwhile",
  "conflict",
  ({ quantity }) =>
    `Someone else has ${quantity === null ? "removed this reorder point" : `set this reorder point to ${quantity}`} ` +
    "meanwhile. Your entry is kept: save again to replace that.",
);

export const codeTaken = defineError<{ code: string }>(
  "inventory.code-taken",
  "conflict",
  ({ code }) => `The code ${code} is already used here. Choose another.`,
);

export const locationNotEmpty = defineError<{ locationId: string }>(
  "inventory.location-not-empty",
  "conflict",
  () => "This location still holds stock or active bins. Move or archive them first. Nothing was changed.",
);

export const transactionNotFound = defineError<{ transactionId: string }>(
  "inventory.transaction-not-found",
  "not-found",
  () => "This stock entry doesn't exist. Choose one from the list.",
);

export const alreadyReversed = defineError<{ transactionId: string }>(
  "inventory.already-reversed",
  "conflict",
  () => "This stock entry was already reversed. Nothing was changed.",
);

export const cannotReverse = defineError<{ kind: string }>("inventory.cannot-reverse", "conflict", ({ kind }) =>
  kind === "ship"
    ? "Shipped items aren't reversed here. If they have not left yet, void the shipment on its order. " +
      "Nothing was changed."
    : kind === "count"
      ? "A count has changed no stock, so there is nothing to reverse."
      : "A reversal can't be reversed. Enter the movement again instead.",
);

/** Someone who is no manager undoes what is not theirs, or no longer. */
export const undoNotAllowed = defineError<{ obstacle: "not-yours" | "too-late" }>(
  "inventory.undo-not-allowed",
  "forbidden",
  ({ obstacle }) =>
    (obstacle === "too-late"
      ? `You can undo your own receipts and adjustments for ${OWN_UNDO_MINUTES} minutes. `
      : "You can undo only your own receipts and adjustments. ") + "Ask a manager. Nothing was changed.",
);

export const lotMismatch = defineError<{ code: string; expiresOn: string | null }>(
  "inventory.lot-mismatch",
  "conflict",
  ({ code, expiresOn }) => {
    const recorded = expiresOn === null ? "without an expiry date" : `with the expiry date ${expiresOn}`;
    return `Lot ${code} is already recorded ${recorded}. Check the label. Nothing was changed.`;
  },
);

export const variantUnknown = defineError<{ variantIds: string[] }>(
  "inventory.variant-unknown",
  "invalid",
  () => "One of the products no longer exists. Choose another.",
);
