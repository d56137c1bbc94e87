import * as z from "zod";
import { allocationsChanged } from "@/modules/inventory/contract";
import { SHORT_REASONS } from "@/modules/inventory/counts/short-reason";
import { lotBlockChanged } from "@/modules/inventory/lots/facts";
import { Serial } from "@/modules/inventory/serials/serial-input";
import { ORDERS_AT_ONCE_MAX } from "@/modules/orders/order";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { formatQuantity, QUANTITY_MAX, toQuantity } from "@/shared/quantity";
import { namesOf, type Staleness } from "@/shared/staleness";
import { describeNotPicked, type NotPicked, ORDERS_OF_LIST_MAX, PICK_LIST_VIEWS, pickListName } from "./pick-list";

const Quantity = z.number().int().min(1, "Enter at least 1.").max(QUANTITY_MAX).transform(toQuantity);

export const PickListRef = z.strictObject({ listId: Id });
export type PickListRef = z.infer<typeof PickListRef>;

export const CreatePickList = z.strictObject({
  orderIds: z
    .array(Id)
    .min(1, "Choose at least one order.")
    .max(ORDERS_OF_LIST_MAX, `A pick list has at most ${ORDERS_OF_LIST_MAX} orders.`),
});
export type CreatePickList = z.infer<typeof CreatePickList>;

export const WaveRef = z.strictObject({ waveId: Id });
export type WaveRef = z.infer<typeof WaveRef>;

/** What is still to be picked of these orders. */
export const ListStillPicked = z.strictObject({ orderIds: z.array(Id).min(1).max(ORDERS_AT_ONCE_MAX) });
export type ListStillPicked = z.infer<typeof ListStillPicked>;

const PickRef = PickListRef.extend({ allocationId: Id });

/**
 * `locationId`, `variantId` and `lotId` are what the picker has scanned, or chosen by hand. Of an item that has serial
 * numbers `serial` may be any that lies in the bin: the list fetches that piece instead.
 */
export const ConfirmPick = PickRef.extend({
  quantity: Quantity,
  locationId: Id,
  variantId: Id,
  lotId: Id.nullable(),
  serial: Serial.optional(),
});
export type ConfirmPick = z.infer<typeof ConfirmPick>;

/** All that is still to be picked of it is not there. */
export const ReportShort = PickRef.extend({ reason: z.enum(SHORT_REASONS, "Choose a reason.") });
export type ReportShort = z.infer<typeof ReportShort>;

export const PutBack = PickRef;
export type PutBack = z.infer<typeof PutBack>;

export const ListPickLists = Paging.extend({ view: z.enum(PICK_LIST_VIEWS).default("open") });
export type ListPickLists = z.infer<typeof ListPickLists>;

const Fact = z.object({ listId: Id });
export const pickListCreated = defineEvent("picking.created", Fact.extend({ orderIds: z.array(Id) }));
export const waveCreated = defineEvent("picking.wave-created", z.object({ waveId: Id, orderIds: z.array(Id) }));
export const pickListTaken = defineEvent("picking.taken", Fact.extend({ orderIds: z.array(Id) }));
export const pickListGivenBack = defineEvent("picking.given-back", Fact.extend({ orderIds: z.array(Id) }));
export const pickListCancelled = defineEvent("picking.cancelled", Fact.extend({ orderIds: z.array(Id) }));

const ALLOCATIONS = namesOf(allocationsChanged);
export const PICKING_STALENESS = {
  list: [{ facts: ["picking", "shop", ...ALLOCATIONS] }],
  get: [
    { facts: ["picking", ...ALLOCATIONS], about: "asked" },
    // Whether an order is on hold, and what its customer is called; whether a lot is blocked.
    { facts: ["orders", ...namesOf(lotBlockChanged)], about: "shown" },
    { facts: ["catalog", "customers", "shop", "inventory.locations-changed"] },
  ],
  getWave: [{ facts: ["picking", "orders", "customers", "shop", "inventory.locations-changed", ...ALLOCATIONS] }],
  listOfOrder: [{ facts: ["picking", ...ALLOCATIONS], about: "asked" }, { facts: ["inventory.locations-changed"] }],
  listStillPicked: [{ facts: ["picking", ...ALLOCATIONS], about: "asked" }, { facts: ["inventory.locations-changed"] }],
} as const satisfies Staleness;

type Nothing = Record<string, never>;

export const pickListNotFound = defineError<Nothing>(
  "picking.not-found",
  "not-found",
  () => "This pick list doesn't exist, or belongs to a warehouse that you have no access to.",
);

export const severalWarehouses = defineError<Nothing>(
  "picking.several-warehouses",
  "invalid",
  () => "These orders ship from different warehouses. Choose orders of one warehouse. Nothing was changed.",
);

export const waveNotFound = defineError<Nothing>(
  "picking.wave-not-found",
  "not-found",
  () => "This wave doesn't exist, or belongs to a warehouse that you have no access to.",
);

export const nothingToPick = defineError<{ orders: NotPicked[] }>(
  "picking.nothing-to-pick",
  "conflict",
  ({ orders }) => `There is nothing to pick: ${orders.map(describeNotPicked).join("; ")}. Nothing was changed.`,
);

export const pickedByOther = defineError<{ number: number; name: string }>(
  "picking.picked-by-other",
  "conflict",
  ({ number, name }) =>
    `${pickListName(number)} is being picked by ${name}. Ask them to give it back. Nothing was changed.`,
);

export const notTaken = defineError<{ number: number }>(
  "picking.not-taken",
  "conflict",
  ({ number }) => `Nobody has taken ${pickListName(number).toLowerCase()} yet. Take it first. Nothing was changed.`,
);

export const notWanted = defineError<Nothing>(
  "picking.not-wanted",
  "conflict",
  () => "These items are no longer wanted: their order was changed, shipped or cancelled. Leave them in the bin.",
);

type WrongPlace = { sku: string; locationCode: string; lotCode: string | null; hasSerials: boolean };

export const wrongPlace = defineError<WrongPlace>(
  "picking.wrong-place",
  "conflict",
  ({ sku, locationCode, lotCode, hasSerials }) => {
    const lot = lotCode === null ? "" : `, ${hasSerials ? "serial number" : "lot"} ${lotCode},`;
    return `Pick ${sku}${lot} from ${locationCode}. Nothing was picked.`;
  },
);

export const picksTooMuch = defineError<{ sku: string; open: number }>(
  "picking.picks-too-much",
  "conflict",
  ({ sku, open }) =>
    `Only ${formatQuantity(open)} of ${sku} ${open === 1 ? "is" : "are"} still to be picked here. Put the rest back.`,
);

/** The piece in the picker's hands was fetched for somebody else already, and not put back. */
export const pieceInHand = defineError<{ serial: string; number: number }>(
  "picking.piece-in-hand",
  "conflict",
  ({ serial, number }) =>
    `${serial} has been picked for order #${number} already. Put it there, and pick another item. Nothing was picked.`,
);

export const orderOnHold = defineError<{ number: number; reason: string }>(
  "picking.order-on-hold",
  "conflict",
  ({ number, reason }) => `Order #${number} is on hold: ${reason} Leave its items until it is resumed.`,
);

export const nothingShort = defineError<Nothing>(
  "picking.nothing-short",
  "conflict",
  () => "All of it is picked already. Nothing was changed.",
);

export const nothingToCancel = defineError<{ number: number }>(
  "picking.nothing-to-cancel",
  "conflict",
  ({ number }) => `${pickListName(number)} has nothing left to pick. Nothing was changed.`,
);

export const nothingToPutBack = defineError<Nothing>(
  "picking.nothing-to-put-back",
  "conflict",
  () => "These items are back in their bin already. Nothing was changed.",
);
