import { z } from "zod";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/id";
import { toUnitCost, UNIT_COST_MAX } from "@/shared/money";
import { Paging } from "@/shared/paging";
import { formatCount } from "@/shared/plural";
import { QUANTITY_MAX, formatQuantity, toQuantity } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import { namesOf, type Staleness } from "@/shared/staleness";
import { ADJUSTMENT_REASONS, type AdjustmentReason } from "./inventory";

const MOVEMENTS_PER_POSTING_MAX = 500;
const CODE_CHARACTERS_MAX = 40;
const NAME_CHARACTERS_MAX = 120;
const NOTE_CHARACTERS_MAX = 1_000;

const isAdjustmentReason = (reason: string): reason is AdjustmentReason => Object.hasOwn(ADJUSTMENT_REASONS, reason);

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

export const CreateWarehouse = z.strictObject({ code: Code, name: Name });
export type CreateWarehouse = z.infer<typeof CreateWarehouse>;

export const CreateLocation = z.strictObject({
  parentId: Id,
  kind: z.enum(["zone", "bin"]),
  code: Code,
  name: z.string().trim().max(NAME_CHARACTERS_MAX).default(""),
});
export type CreateLocation = z.infer<typeof CreateLocation>;

export const RenameLocation = z.strictObject({ locationId: Id, code: Code, name: Name });
export type RenameLocation = z.infer<typeof RenameLocation>;

export const ArchiveLocation = z.strictObject({ locationId: Id });
export type ArchiveLocation = z.infer<typeof ArchiveLocation>;

// Movements

const Lot = z.strictObject({ code: Code, expiresOn: z.iso.date().nullable().default(null) });

export const ReceiveStock = z.strictObject({
  note: Note,
  reference: z.string().trim().max(NAME_CHARACTERS_MAX).default(""),
  lines: z
    .array(
      z.strictObject({
        variantId: Id,
        locationId: Id,
        quantity: PositiveQuantity,
        unitCost: Cost.nullable().default(null),
        lot: Lot.nullable().default(null),
      }),
    )
    .min(1, "Add at least one line.")
    .max(MOVEMENTS_PER_POSTING_MAX),
});
export type ReceiveStock = z.infer<typeof ReceiveStock>;

export const AdjustStock = z.strictObject({
  variantId: Id,
  locationId: Id,
  lotId: Id.nullable().default(null),
  /** How much more (or, below zero, less) there is than is recorded. */
  change: SignedQuantity,
  reason: z.string().refine(isAdjustmentReason, "Choose a reason."),
  note: Note,
});
export type AdjustStock = z.infer<typeof AdjustStock>;

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
        })
        .refine((line) => line.fromLocationId !== line.toLocationId, "Choose another bin to move to."),
    )
    .min(1)
    .max(MOVEMENTS_PER_POSTING_MAX),
});
export type MoveStock = z.infer<typeof MoveStock>;

export const ReverseTransaction = z.strictObject({ transactionId: Id, note: Note });
export type ReverseTransaction = z.infer<typeof ReverseTransaction>;

export const SetReorderPoint = z.strictObject({
  warehouseId: Id,
  variantId: Id,
  quantity: z.number().int().min(0).max(QUANTITY_MAX).transform(toQuantity).nullable(),
});
export type SetReorderPoint = z.infer<typeof SetReorderPoint>;

// Queries

const IDS_MAX = 200;
const Ids = z.array(Id).max(IDS_MAX);

export const ListStock = Paging.extend({
  search: SearchText.optional(),
  warehouseId: Id.optional(),
  state: z.enum(["all", "in-stock", "low", "out"]).default("all"),
  sort: z.enum(["title", "available", "onHand"]).default("title"),
  descending: z.boolean().default(false),
});
export type ListStock = z.infer<typeof ListStock>;

export const GetStockCard = Paging.extend({ variantId: Id, warehouseId: Id.optional() });
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
export const FindBinsByCode = z.strictObject({ code: z.string().min(1).max(100) });
export type FindBinsByCode = z.infer<typeof FindBinsByCode>;
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
export const locationsChanged = defineEvent(
  "inventory.locations-changed",
  z.object({ locationId: Id, warehouseId: Id }),
);
export const reorderPointChanged = defineEvent(
  "inventory.reorder-point-changed",
  z.object({ warehouseId: Id, variantId: Id }),
);

export const INVENTORY_STALENESS = {
  modules: ["inventory", "catalog"],
  byId: [
    {
      queries: ["getStockedVariant", "getStockCard", "listBalances", "listAvailability", "listAvailabilityByWarehouse"],
      facts: namesOf(stockChanged, stockReserved, stockReleased),
    },
  ],
} as const satisfies Staleness;

// Refusals

export type Shortage = { variantId: string; sku: string; title: string; requested: number; available: number };

/** `TEA: 6 requested, 5 available; MUG: 1 requested, 0 available`; of bins `TEA in A-01: 8 requested, 2 recorded`. */
const listShortages = (shortages: readonly (Shortage & { locationCode?: string })[]): string =>
  shortages
    .map(({ sku, locationCode, requested, available }) => {
      const [subject, state] = locationCode ? [`${sku} in ${locationCode}`, "recorded"] : [sku, "available"];
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

export type BinShortage = Shortage & { locationId: string; locationCode: string };

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
    ? "Shipped items can't be reversed. Nothing was changed."
    : "A reversal can't be reversed. Enter the movement again instead.",
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
