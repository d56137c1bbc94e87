import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { ReadContext } from "@/platform/context";
import { defineExport, type ExportColumn } from "@/platform/exports/define-export";
import { minorDigits, toDecimalText, UNIT_COST_DIGITS } from "@/shared/money";
import { ListProducts } from "./contract";
import { OPTIONS_MAX } from "./product";
import { listProducts } from "./product-list";
import { listCategories } from "./queries";
import { barcodes, products, variants } from "./schema";
import { taxCategories } from "./taxes/schema";

/** A line of the file: a variant with its product, or a product that has none that is offered. */
type Line = Awaited<ReturnType<typeof listVariants>>["rows"][number];
type Variant = Awaited<ReturnType<typeof readVariants>>[number];

/** What an import would take for HTML or its entities, written so that it reads the same text again. */
const MARKUP = /&#?\w+;|<[!/a-z]/i;
const readable = (text: string) => (MARKUP.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : text);

/** The variants of a page of products, in the order of the list. */
async function listVariants(ctx: ReadContext, input: ListProducts) {
  const { rows, nextCursor } = await listProducts(ctx, input);
  const paths = await categoryPaths(ctx);
  const found = await readVariants(
    ctx,
    rows.map(({ productId }) => productId),
  );
  const byProduct = new Map<string, Variant[]>();
  for (const variant of found) byProduct.set(variant.productId, [...(byProduct.get(variant.productId) ?? []), variant]);
  return {
    nextCursor,
    rows: rows.flatMap((product) => {
      const own: readonly (Variant | null)[] = byProduct.get(product.productId) ?? [null];
      const categoryPath = paths.get(product.categoryId ?? "") ?? "";
      return own.map((variant) => ({ product, categoryPath, variant }));
    }),
  };
}

const readVariants = (ctx: ReadContext, productIds: string[]) =>
  ctx.db
    .select({
      productId: products.id,
      description: products.description,
      optionNames: products.optionNames,
      taxCategory: taxCategories.name,
      variantId: variants.id,
      sku: variants.sku,
      optionValues: variants.optionValues,
      unit: variants.unit,
      hasSerials: variants.hasSerials,
      price: variants.price,
      cost: variants.cost,
      currency: variants.currency,
      codes: sql<string[]>`coalesce((select array_agg(${barcodes.code} order by ${barcodes.code}) from ${barcodes}
        where ${barcodes.variantId} = ${variants.id} and ${barcodes.packId} is null), '{}')`,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(taxCategories, eq(taxCategories.id, products.taxCategoryId))
    .where(and(inArray(products.id, productIds), isNull(variants.archivedAt)))
    .orderBy(asc(variants.position), asc(variants.id));

/** Each category as an import names it: `Apparel > Shirts`. */
async function categoryPaths(ctx: ReadContext): Promise<Map<string, string>> {
  const byId = new Map((await listCategories(ctx)).map((category) => [category.id, category]));
  const pathOf = (id: string): string => {
    const category = byId.get(id);
    if (!category) return "";
    return category.parentId === null ? category.name : `${pathOf(category.parentId)} > ${category.name}`;
  };
  return new Map([...byId.keys()].map((id) => [id, pathOf(id)]));
}

const OPTION_COLUMNS = Array.from({ length: OPTIONS_MAX }, (_, at): ExportColumn<Line>[] => [
  { header: `Option ${at + 1} name`, cell: ({ variant }) => readable(variant?.optionNames[at] ?? "") },
  { header: `Option ${at + 1} value`, cell: ({ variant }) => readable(variant?.optionValues[at] ?? "") },
]).flat();

export const catalogExports = [
  defineExport({
    list: "catalog.listProducts",
    permission: "catalog.read",
    fileName: "products",
    input: ListProducts,
    page: listVariants,
    // Named as an import proposes them, so that the file may be changed and taken in again.
    columns: [
      { header: "Handle", cell: ({ product }) => product.handle },
      { header: "Title", cell: ({ product }) => readable(product.title) },
      { header: "Description", cell: ({ variant }) => readable(variant?.description ?? "") },
      { header: "Vendor", cell: ({ product }) => readable(product.vendor) },
      { header: "Category", cell: ({ categoryPath }) => readable(categoryPath) },
      { header: "Tax category", cell: ({ variant }) => readable(variant?.taxCategory ?? "") },
      ...OPTION_COLUMNS,
      { header: "SKU", cell: ({ variant }) => variant?.sku ?? null },
      { header: "Barcode", cell: ({ variant }) => variant?.codes.join("|") ?? null },
      { header: "Unit", cell: ({ variant }) => variant?.unit ?? null },
      { header: "Has serial numbers", cell: ({ variant }) => variant?.hasSerials ?? null },
      {
        header: "Price",
        cell: ({ variant }) => variant && toDecimalText(variant.price, minorDigits(variant.currency)),
      },
      {
        header: "Cost",
        permission: "catalog.see-cost",
        cell: ({ variant }) =>
          variant && variant.cost !== null
            ? toDecimalText(variant.cost, minorDigits(variant.currency) + UNIT_COST_DIGITS)
            : null,
      },
      { header: "Currency", cell: ({ variant }) => variant?.currency ?? null },
      { header: "Archived", cell: ({ product }) => product.archived },
      { header: "Updated", cell: ({ product }) => product.updatedAt },
      { header: "Product key", cell: ({ product }) => product.productId },
      { header: "Variant key", cell: ({ variant }) => variant?.variantId ?? null },
    ],
  }),
];
