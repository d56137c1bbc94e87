import * as z from "zod";
import { AskedReason } from "@/modules/approvals/contract";
import { ROLES } from "@/shared/access";
import { CalendarDay } from "@/shared/calendar-day";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { MONEY_MAX, toMoney, toUnitCost, UNIT_COST_MAX } from "@/shared/money";
import { Paging } from "@/shared/paging";
import { QUANTITY_MAX, toQuantity } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import { isAdjustmentReason, misfitOf, reasonFits } from "./inventory";
import { BIN_CODE_CHARACTERS_MAX } from "./locations/bin-code";
import { ShipsFrom } from "./locations/ships-from";
import { CountedSerials, fitsOneEntry, Serials, TOO_MANY_PIECES } from "./serials/serial-input";

const MOVEMENTS_PER_POSTING_MAX = 500;
const CODE_CHARACTERS_MAX = 40;
const NAME_CHARACTERS_MAX = 120;
const NOTE_CHARACTERS_MAX = 1_000;

const Code = z
  .string()
  .trim()
  .min(1, "Enter a code.")
  .max(CODE_CHARACTERS_MAX)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, "Use only letters, digits, and . _ / - in a code.");
const Name = z.string().trim().min(1, "Enter a name.").max(NAME_CHARACTERS_MAX);
const Note = z.string().trim().max(NOTE_CHARACTERS_MAX).default("");
const PositiveQuantity = z
  .number()
  .int()
  .min(1, "Enter a quantity of 1 or more.")
  .max(QUANTITY_MAX)
  .transform(toQuantity);
const SignedQuantity = z
  .number()
  .int()
  .min(-QUANTITY_MAX)
  .max(QUANTITY_MAX)
  .refine((value) => value !== 0, "Enter a quantity other than 0.")
  .transform(toQuantity);
const Cost = z.number().int().min(0).max(UNIT_COST_MAX).transform(toUnitCost);

// Locations

export const CreateWarehouse = ShipsFrom.extend({ code: Code, name: Name });
export type CreateWarehouse = z.infer<typeof CreateWarehouse>;

export const CreateLocation = z.strictObject({
  parentId: Id,
  kind: z.enum(["zone", "bin"]),
  code: Code,
  name: z.string().trim().max(NAME_CHARACTERS_MAX).default(""),
});
export type CreateLocation = z.infer<typeof CreateLocation>;

/**
 * `seen` is what the form began with: a change by someone else meanwhile is not overwritten unseen. What is left out of
 * a warehouse's place stays, but for a postcode where the country is another.
 */
export const RenameLocation = ShipsFrom.extend({
  locationId: Id,
  code: Code,
  name: Name,
  seen: z.strictObject({ code: z.string(), name: z.string() }),
});
export type RenameLocation = z.infer<typeof RenameLocation>;

export const ArchiveLocation = z.strictObject({ locationId: Id });
export type ArchiveLocation = z.infer<typeof ArchiveLocation>;

const Lot = z.strictObject({ code: Code, expiresOn: CalendarDay.nullable().default(null) });

export const ReceiveStock = z.strictObject({
  note: Note,
  reference: z.string().trim().max(NAME_CHARACTERS_MAX).default(""),
  /** Without this yes, lots that are expired already are refused. */
  acceptExpired: z.boolean().default(false),
  /** Without this yes, a delivery note that was received before is refused. */
  acceptRepeatedReference: z.boolean().default(false),
  lines: z
    .array(
      z.strictObject({
        variantId: Id,
        locationId: Id,
        quantity: PositiveQuantity,
        unitCost: Cost.nullable().default(null),
        lot: Lot.nullable().default(null),
        serials: Serials,
      }),
    )
    .min(1, "Add at least one line.")
    .refine(fitsOneEntry, TOO_MANY_PIECES),
});
export type ReceiveStock = z.infer<typeof ReceiveStock>;

/** What was counted, and the recorded quantity it was compared with. */
const Count = z.strictObject({
  quantity: z.number().int().min(0, "The quantity can't be negative.").max(QUANTITY_MAX).transform(toQuantity),
  recorded: z.number().int().min(0).max(QUANTITY_MAX).transform(toQuantity),
});

const Adjustment = z.strictObject({
  variantId: Id,
  locationId: Id,
  lotId: Id.nullable().default(null),
  /** How much more (or, below zero, less) there is than is recorded: either as a difference or as a count. */
  change: SignedQuantity.optional(),
  count: Count.optional(),
  /** The pieces that are more or fewer; of a count all that were found in the bin. */
  serials: CountedSerials,
  reason: z.string().refine(isAdjustmentReason, { error: "Choose a reason.", abort: true }),
  note: Note,
});

/** The change of recorded stock: zero where a count found what is recorded. */
export const changeOf = ({ change, count }: Pick<z.infer<typeof Adjustment>, "change" | "count">): number =>
  count ? count.quantity - count.recorded : (change ?? 0);

function checkAdjustment(adjustment: z.infer<typeof Adjustment>, check: z.core.$RefinementCtx): void {
  const { change, count, reason } = adjustment;
  const add = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
  if ((change === undefined) === (count === undefined))
    add("change", "Enter either the counted quantity or the difference.");
  else if (change !== undefined && !fitsOneEntry([adjustment])) add("serials", TOO_MANY_PIECES);
  else if (!reasonFits(reason, changeOf(adjustment))) add("reason", misfitOf(reason, changeOf(adjustment)));
}

export const AdjustStock = Adjustment.superRefine(checkAdjustment);
export type AdjustStock = z.infer<typeof AdjustStock>;

/** An adjustment that takes reserved items: `accepted` are the reservations that the person saw would be lost. */
export const AdjustReserved = Adjustment.extend({
  accepted: z
    .array(z.strictObject({ lineId: Id, quantity: PositiveQuantity }))
    .min(1)
    .max(MOVEMENTS_PER_POSTING_MAX),
})
  .superRefine(checkAdjustment)
  .refine((adjustment) => changeOf(adjustment) < 0, {
    path: ["change"],
    error: "Enter fewer items than are recorded: only a loss takes reserved items.",
  });
export type AdjustReserved = z.infer<typeof AdjustReserved>;

/** An adjustment above the limit of the person who asks, and why a second person should book it. */
export const RequestAdjustment = z.strictObject({
  adjustment: AdjustStock.refine((adjustment) => changeOf(adjustment) !== 0, {
    path: ["change"],
    error: "A count that finds what is recorded needs nobody's approval.",
  }),
  reason: AskedReason,
});
export type RequestAdjustment = z.infer<typeof RequestAdjustment>;

/** What a document states above a limit, as the request keeps it. */
export const AdjustmentsAsked = z.strictObject({
  binId: Id,
  lines: z.array(z.strictObject({ variantId: Id, quantity: SignedQuantity, serials: Serials })).min(1),
});

/** Null is no limit. */
const AdjustmentLimit = z.strictObject({
  quantityMax: z.number().int().min(0).max(QUANTITY_MAX).transform(toQuantity).nullable(),
  valueMax: z.number().int().min(0).max(MONEY_MAX).transform(toMoney).nullable(),
});
export const SetAdjustmentLimit = AdjustmentLimit.extend({
  role: z.enum(ROLES),
  /** The limit that is replaced: the second of two administrators is refused. */
  seen: AdjustmentLimit,
});
export type SetAdjustmentLimit = z.infer<typeof SetAdjustmentLimit>;

export const MoveStock = z.strictObject({
  note: Note,
  lines: z
    .array(
      z
        .strictObject({
          variantId: Id,
          lotId: Id.nullable().default(null),
          fromLocationId: Id,
          toLocationId: Id,
          quantity: PositiveQuantity,
          serials: Serials,
        })
        .refine((line) => line.fromLocationId !== line.toLocationId, "Choose another bin to move to."),
    )
    .min(1)
    .refine(fitsOneEntry, TOO_MANY_PIECES),
});
export type MoveStock = z.infer<typeof MoveStock>;

export const ReverseTransaction = z.strictObject({ transactionId: Id, note: Note });
export type ReverseTransaction = z.infer<typeof ReverseTransaction>;

const ReorderQuantity = z.number().int().min(0).max(QUANTITY_MAX).transform(toQuantity).nullable();
/** `seen` is what the form began with, as for a location. */
export const SetReorderPoint = z.strictObject({
  warehouseId: Id,
  variantId: Id,
  quantity: ReorderQuantity,
  seen: ReorderQuantity,
});
export type SetReorderPoint = z.infer<typeof SetReorderPoint>;

// Queries

const IDS_MAX = 200;
const Ids = z.array(Id).max(IDS_MAX);

/** What somebody has seen that is not there, and agreed to wait for: at most so much of each variant. */
export const AcceptBackorders = z
  .array(z.strictObject({ variantId: Id, quantity: z.number().int().min(1).max(QUANTITY_MAX) }))
  .max(IDS_MAX);
export type AcceptBackorders = z.infer<typeof AcceptBackorders>;

export const ListStock = Paging.extend({
  search: SearchText.optional(),
  warehouseId: Id.optional(),
  state: z.enum(["all", "in-stock", "low", "out", "expired", "blocked", "archived"]).default("all"),
  sort: z.enum(["title", "available", "onHand"]).default("title"),
  descending: z.boolean().default(false),
});
export type ListStock = z.infer<typeof ListStock>;

export const GetStockCard = Paging.extend({ variantId: Id, warehouseId: Id.optional(), lotId: Id.optional() });
export type GetStockCard = z.infer<typeof GetStockCard>;

export const ListLowStock = z.strictObject({ limit: z.number().int().min(1).max(100).default(10) });
export type ListLowStock = z.infer<typeof ListLowStock>;

export const ListTransactions = z.strictObject({ limit: z.number().int().min(1).max(100).default(20) });
export type ListTransactions = z.infer<typeof ListTransactions>;
export const VariantRef = z.strictObject({ variantId: Id });
export type VariantRef = z.infer<typeof VariantRef>;
export const LocationRef = z.strictObject({ locationId: Id });
export type LocationRef = z.infer<typeof LocationRef>;
export const ListAvailability = z.strictObject({ warehouseId: Id, variantIds: Ids });
export type ListAvailability = z.infer<typeof ListAvailability>;
export const ListOnHandByProduct = z.strictObject({ productIds: Ids });
export type ListOnHandByProduct = z.infer<typeof ListOnHandByProduct>;
export const ListOnHandByVariant = z.strictObject({ variantIds: Ids });
export type ListOnHandByVariant = z.infer<typeof ListOnHandByVariant>;
/** All locations are wanted at once, for the trees that people walk through: long pages, which the browser joins. */
const LOCATIONS_PER_PAGE = 200;
export const ListLocations = Paging.extend({
  limit: z.number().int().min(1).max(LOCATIONS_PER_PAGE).default(LOCATIONS_PER_PAGE),
});
export type ListLocations = z.infer<typeof ListLocations>;
export const FindBinsByCode = z.strictObject({ code: z.string().min(1).max(BIN_CODE_CHARACTERS_MAX) });
export type FindBinsByCode = z.infer<typeof FindBinsByCode>;
/** Of one bin, or of all. */
export const ListCountRequests = Paging.extend({ locationId: Id.optional() });
export type ListCountRequests = z.infer<typeof ListCountRequests>;
export const SearchBins = z.strictObject({ query: SearchText, limit: z.number().int().min(1).max(50).default(20) });
export type SearchBins = z.infer<typeof SearchBins>;
export const SuggestPicks = z.strictObject({
  warehouseId: Id,
  lines: z.array(z.strictObject({ variantId: Id, quantity: PositiveQuantity })).max(IDS_MAX),
});
export type SuggestPicks = z.infer<typeof SuggestPicks>;

// Facts

export const stockChanged = defineEvent(
  "inventory.stock-changed",
  z.object({ transactionId: Id, variantIds: z.array(Id), warehouseIds: z.array(Id) }),
);
export const stockReserved = defineEvent(
  "inventory.stock-reserved",
  z.object({ documentId: Id, variantIds: z.array(Id) }),
);
export const stockReleased = defineEvent(
  "inventory.stock-released",
  z.object({ documentId: Id, variantIds: z.array(Id) }),
);
/** Lines of a document got what they had waited for, or some of it. */
export const stockFilled = defineEvent("inventory.stock-filled", z.object({ documentId: Id, variantIds: z.array(Id) }));
/** What is bound to bins and lots of a document, or was picked or put back, and for which pick lists. */
export const allocationsChanged = defineEvent(
  "inventory.allocations-changed",
  z.object({ documentId: Id, listIds: z.array(Id), variantIds: z.array(Id) }),
);
/** Somebody found less in a bin than is recorded. */
export const countAsked = defineEvent("inventory.count-asked", z.object({ locationId: Id, variantId: Id }));
/** What lists of stock are sorted by follows the facts above, a moment later. */
export const stockSummed = defineEvent("inventory.stock-summed", z.object({ warehouseIds: z.array(Id) }));
export const locationsChanged = defineEvent(
  "inventory.locations-changed",
  z.object({ locationId: Id, warehouseId: Id }),
);
export const reorderPointChanged = defineEvent(
  "inventory.reorder-point-changed",
  z.object({ warehouseId: Id, variantId: Id }),
);
export const adjustmentLimitChanged = defineEvent(
  "inventory.adjustment-limit-changed",
  z.object({ limitId: Id, shopId: Id }),
);
