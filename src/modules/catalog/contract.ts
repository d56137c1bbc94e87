import * as z from "zod";
import {
  BARCODE_CHARACTERS_MAX,
  isBarcodeFault,
  readBarcode,
  SCAN_CHARACTERS_MAX,
} from "@/modules/catalog/codes/barcode";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { PRICE_MAX, UNIT_COST_MAX } from "@/shared/money";
import { oneLine } from "@/shared/one-line";
import { Paging } from "@/shared/paging";
import { SearchText } from "@/shared/search";
import { namesOf, type StaleBy, type Staleness } from "@/shared/staleness";
import {
  PRODUCT_SORTS,
  BARCODES_PER_VARIANT_MAX,
  DESCRIPTION_CHARACTERS_MAX,
  HANDLE_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  OPTIONS_MAX,
  PACKS_PER_VARIANT_MAX,
  PACK_UNITS_MAX,
  SKU_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
  UNITS,
  VARIANTS_PER_PRODUCT_MAX,
} from "./product";

const SUGGESTIONS_MAX = 50;
const USE_VERSION_CHARACTERS_MAX = 100;

const Name = z.string().trim().min(1, "Enter a name.").max(NAME_CHARACTERS_MAX);
const Version = z.number().int().min(1);
const Price = z
  .number()
  .int("Enter a price in whole minor units.")
  .min(0, "A price must not be negative.")
  .max(PRICE_MAX);
const Cost = z.number().int().min(0, "A cost must not be negative.").max(UNIT_COST_MAX);

/** The version of what hung on a thing when the person was asked whether to archive it, and agreed. */
export const AcceptedUse = z.string().max(USE_VERSION_CHARACTERS_MAX).optional();

/** What hangs on a thing that is to be archived. `version` changes with it. */
export const Use = z.object({
  version: z.string(),
  stock: z.array(z.object({ warehouseId: z.string(), warehouse: z.string(), quantity: z.number() })),
  orders: z.array(
    z.object({
      status: z.string(),
      warehouse: z.string(),
      count: z.number(),
      named: z.array(z.object({ orderId: z.string(), number: z.number() })),
    }),
  ),
});
export type Use = z.infer<typeof Use>;
export const StillInUseDetails = z.object({ label: z.string(), use: Use });

/** Normalized by `readBarcode`, and stored in that form. */
const BarcodeInput = z
  .string()
  .max(SCAN_CHARACTERS_MAX)
  .transform((text, check) => {
    const read = readBarcode(text);
    if (!isBarcodeFault(read)) return read.code;
    check.addIssue({ code: "custom", message: `${read.reason} (${text.slice(0, BARCODE_CHARACTERS_MAX)})` });
    return z.NEVER;
  });

const PackInput = z.strictObject({
  name: Name,
  /** The pack holds numerator / denominator of the variant's unit: 12/1, or 5/2. */
  numerator: z.number().int().min(1, "Enter how many units a pack holds.").max(PACK_UNITS_MAX),
  denominator: z.number().int().min(1).max(PACK_UNITS_MAX).default(1),
});
type PackInput = z.infer<typeof PackInput>;

const VariantFields = z.strictObject({
  /** Made from handle and option values when empty. */
  sku: z.string().trim().max(SKU_CHARACTERS_MAX).default(""),
  /** One value for each of the product's options, in their order. */
  optionValues: z
    .array(z.string().trim().min(1, "Choose a value for each option.").max(NAME_CHARACTERS_MAX))
    .max(OPTIONS_MAX)
    .default([]),
  /** Whole minor units of the shop's currency. */
  price: Price,
  /** Minor units x 10^4. Left out, it is not changed: callers who may not see costs leave it out. */
  cost: Cost.nullish(),
  unit: z.enum(UNITS).default("each"),
  /** Whether orders may wait for what there is not. Left out, it is not changed. */
  backorder: z.boolean().optional(),
  /** Whether each piece has a serial number. Left out, it is not changed. */
  hasSerials: z.boolean().optional(),
  barcodes: z.array(BarcodeInput).max(BARCODES_PER_VARIANT_MAX).default([]),
  packs: z.array(PackInput).max(PACKS_PER_VARIANT_MAX).default([]),
});

const ProductFields = z.strictObject({
  title: z.string().overwrite(oneLine).min(1, "Enter a title.").max(TITLE_CHARACTERS_MAX),
  description: z.string().max(DESCRIPTION_CHARACTERS_MAX).default(""),
  vendor: z.string().overwrite(oneLine).max(NAME_CHARACTERS_MAX).default(""),
  categoryId: Id.nullable().default(null),
  /** Null is as its category. Left out of an edit, it stays: so for whoever has not heard of it. */
  taxCategoryId: Id.nullish(),
  optionNames: z.array(Name).max(OPTIONS_MAX).default([]),
});

export const CreateProduct = ProductFields.extend({
  /** Made from the title when left out. */
  handle: z.string().trim().max(HANDLE_CHARACTERS_MAX).optional(),
  variants: z.array(VariantFields).min(1, "A product has at least one variant.").max(VARIANTS_PER_PRODUCT_MAX),
});
export type CreateProduct = z.infer<typeof CreateProduct>;

const EditedVariant = VariantFields.extend({
  /** Null for a variant that is new. Variants that are not named stay as they are. */
  variantId: Id.nullable().default(null),
  archived: z.boolean().default(false),
});

/** The whole product after the edit. `version` is the one the person saw. */
export const EditProduct = ProductFields.extend({
  productId: Id,
  version: Version,
  acceptUse: AcceptedUse,
  variants: z.array(EditedVariant).min(1, "A product has at least one variant.").max(VARIANTS_PER_PRODUCT_MAX),
});
export type EditProduct = z.infer<typeof EditProduct>;

export const ProductRef = z.strictObject({ productId: Id });
export type ProductRef = z.infer<typeof ProductRef>;

export const ArchiveProduct = ProductRef.extend({ acceptUse: AcceptedUse });
export type ArchiveProduct = z.infer<typeof ArchiveProduct>;

export const CreateCategory = z.strictObject({ name: Name, parentId: Id.nullable().default(null) });
export type CreateCategory = z.infer<typeof CreateCategory>;
export const RenameCategory = z.strictObject({ categoryId: Id, version: Version, name: Name });
export type RenameCategory = z.infer<typeof RenameCategory>;

const PRODUCT_STATUSES = ["active", "archived", "all"] as const;

export const ListProducts = Paging.extend({
  search: SearchText.optional(),
  /** Products of this category and of those below it. */
  categoryId: Id.optional(),
  vendor: z.string().max(NAME_CHARACTERS_MAX).optional(),
  status: z.enum(PRODUCT_STATUSES).default("active"),
  sort: z.enum(PRODUCT_SORTS).default("title"),
  descending: z.boolean().default(false),
});
export type ListProducts = z.infer<typeof ListProducts>;

/** What a scanner sent or a person typed: a barcode in any of its forms, or a SKU. */
export const FindByCode = z.strictObject({ code: z.string().max(SCAN_CHARACTERS_MAX) });
export type FindByCode = z.infer<typeof FindByCode>;

export const SearchVariants = z.strictObject({
  query: SearchText,
  limit: z.number().int().min(1).max(SUGGESTIONS_MAX).default(20),
});
export type SearchVariants = z.infer<typeof SearchVariants>;

export const ListVendors = z.strictObject({ search: SearchText.default("") });
export type ListVendors = z.infer<typeof ListVendors>;

const ProductFact = z.object({ productId: Id, variantIds: z.array(Id) });
export const productCreated = defineEvent("catalog.product-created", ProductFact);
export const productEdited = defineEvent("catalog.product-edited", ProductFact);
export const productArchived = defineEvent("catalog.product-archived", ProductFact);
export const productRestored = defineEvent("catalog.product-restored", ProductFact);
export const taxRatesChanged = defineEvent("catalog.tax-rates-changed", z.object({}));
export const categoryChanged = defineEvent("catalog.category-changed", z.object({ categoryId: Id }));
/** Many products were created or changed at once. */
export const productsChanged = defineEvent("catalog.products-changed", z.object({ productIds: z.array(Id) }));

const CATALOG: readonly StaleBy[] = [{ facts: ["catalog", "shop"] }];
export const CATALOG_STALENESS = {
  listProducts: CATALOG,
  getProduct: [
    {
      facts: namesOf(productCreated, productEdited, productArchived, productRestored, productsChanged),
      about: "asked",
    },
    { facts: ["shop", ...namesOf(taxRatesChanged, categoryChanged)] },
  ],
  findByCode: CATALOG,
  searchVariants: CATALOG,
  listCategories: CATALOG,
  listVendors: CATALOG,
  listTaxes: CATALOG,
} as const satisfies Staleness;

export const productNotFound = defineError<{ productId: string }>(
  "catalog.product-not-found",
  "not-found",
  () => "This product does not exist.",
);
export const categoryNotFound = defineError<{ categoryId: string }>(
  "catalog.category-not-found",
  "not-found",
  () => "This category does not exist. Choose another.",
);
/** The product as it is stored now, in the shape of an edit, for the person whose edit was refused. */
export const ProductChangedDetails = z.object({
  current: EditProduct,
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime(),
});
export type ProductChangedDetails = z.infer<typeof ProductChangedDetails>;

export const productChanged = defineError<ProductChangedDetails>(
  "catalog.product-changed",
  "conflict",
  ({ changedBy }) =>
    `${changedBy ?? "Someone"} changed this product while you were editing it. ` +
    "Your entries are kept: choose which values to save.",
);

export type TakenCode = { code: string; productId: string; title: string };
const describeTaken = (taken: readonly TakenCode[]) => taken.map(({ code, title }) => `${code} (${title})`).join(", ");

export const skuTaken = defineError<{ taken: TakenCode[] }>("catalog.sku-taken", "conflict", ({ taken }) =>
  taken.length === 0
    ? "Someone else has just used one of these SKUs. Enter another."
    : `Already in use: SKU ${describeTaken(taken)}.`,
);
export const barcodeTaken = defineError<{ taken: TakenCode[] }>("catalog.barcode-taken", "conflict", ({ taken }) =>
  taken.length === 0
    ? "Someone else has just used one of these barcodes. Enter another."
    : `Already in use: barcode ${describeTaken(taken)}.`,
);
export const handleTaken = defineError<{ handle: string }>(
  "catalog.handle-taken",
  "conflict",
  ({ handle }) => `Another product already has the handle ${handle}. Enter another.`,
);
export const choiceInvalid = defineError<{ reason: string }>(
  "catalog.choice-invalid",
  "invalid",
  ({ reason }) => reason,
);
export const categoryNameTaken = defineError<{ name: string }>(
  "catalog.category-name-taken",
  "conflict",
  ({ name }) => `There is already a category ${name} here. Enter another name.`,
);
export const categoryChangedMeanwhile = defineError<{ version: number; name: string }>(
  "catalog.category-changed-meanwhile",
  "conflict",
  ({ name }) =>
    `Someone else renamed this category to ${name} meanwhile. Your entry is kept: save again to replace it.`,
);
export const unitFixed = defineError<{ sku: string; unit: string }>(
  "catalog.unit-fixed",
  "conflict",
  ({ sku, unit }) =>
    `${sku} is counted in ${unit}, and so is its stock. To count in another unit, archive it and add a new variant.`,
);
/** What is on hand of it has no serial numbers. */
export const serialsNotOnHand = defineError<{ skus: string[] }>(
  "catalog.serials-not-on-hand",
  "conflict",
  ({ skus }) =>
    `Some items on hand have no serial number of their own: ${skus.join(", ")}. Take them out by an adjustment, ` +
    "turn serial numbers on, and put them back with their numbers. Nothing was changed.",
);
export const costHidden = defineError<Record<string, never>>(
  "catalog.cost-hidden",
  "forbidden",
  () => "Your role can't see costs, so you can't change them.",
);
