import { and, eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import type { GroupedRow } from "./import-group";
import { codesOf, foldPath, handlesOf, type ImportState, type SeenCode, skusOf } from "./import-plan";
import { foldText } from "./product";
import { readProducts, textsIn } from "./product-rows";
import { barcodes, categories, productImportCodes, products, variants } from "./schema";

/** Lower-cased by the database, as its unique indexes are. */
const foldedIn = (texts: readonly string[]) =>
  sql`(select lower(wanted) from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) as wanted)`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** All that the catalog and the file so far say about a chunk's rows, in a handful of statements however many rows. */
export async function readImportState(
  ctx: TxContext,
  importId: string,
  rows: readonly GroupedRow[],
  { lock = false } = {},
): Promise<ImportState> {
  const named = rows.filter((row) => !row.isEmpty && row.key !== "");
  const skus = unique(named.flatMap(skusOf));
  const handles = unique(named.flatMap(handlesOf));
  const ownSkus = unique(named.filter((row) => row.isKnownBySku).map((row) => row.sku ?? ""));
  const where = sql`${products.id} in (
    select id from products where lower(handle) in ${foldedIn(handles)}
    union select product_id from variants where lower(sku) in ${foldedIn(ownSkus)})`;
  const known = await readProducts(ctx, where, { lock });
  return {
    productByHandle: new Map(known.map((product) => [foldText(product.handle), product])),
    productBySku: new Map(
      known.flatMap((product) => product.variants.map((variant) => [foldText(variant.sku), product] as const)),
    ),
    skuHolder: await readSkuHolders(ctx, skus),
    barcodeHolder: await readBarcodeHolders(ctx, unique(named.flatMap((row) => row.barcodes))),
    categoryIds: await readCategoryPaths(ctx),
    seen: await readSeen(ctx, importId, unique(named.flatMap(codesOf))),
  };
}

async function readSkuHolders(ctx: TxContext, skus: readonly string[]) {
  const rows = await ctx.db
    .select({ code: variants.sku, variantId: variants.id, title: products.title })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`lower(${variants.sku}) in ${foldedIn(skus)}`);
  return new Map(rows.map(({ code, ...holder }) => [foldText(code), holder]));
}

async function readBarcodeHolders(ctx: TxContext, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, never>();
  const rows = await ctx.db
    .select({ code: barcodes.code, variantId: barcodes.variantId, title: products.title })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${barcodes.code} in ${textsIn(codes)}`);
  return new Map(rows.map(({ code, ...holder }) => [code, holder]));
}

async function readSeen(ctx: TxContext, importId: string, codes: readonly string[]) {
  const rows = await ctx.db
    .select({ code: productImportCodes.code, owner: productImportCodes.owner, row: productImportCodes.row })
    .from(productImportCodes)
    .where(and(eq(productImportCodes.importId, importId), sql`${productImportCodes.code} in ${textsIn(codes)}`));
  return new Map(rows.map((seen) => [seen.code, seen]));
}

/** Keeps the codes of a chunk for those that follow. */
export async function noteCodes(ctx: TxContext, importId: string, codes: readonly SeenCode[]): Promise<void> {
  if (codes.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportCodes} (import_id, code, owner, row)
    select ${importId}::uuid, noted.code, noted.owner, noted.row
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as noted (code text, owner text, row integer)
    on conflict do nothing`);
}

/** Every category by its folded path, `apparel>shirts`. */
async function readCategoryPaths(ctx: Pick<Context, "db">): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ id: categories.id, parentId: categories.parentId, name: categories.name })
    .from(categories);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (row: (typeof rows)[number]): string[] => {
    const parent = row.parentId === null ? undefined : byId.get(row.parentId);
    return parent ? [...pathOf(parent), row.name] : [row.name];
  };
  return new Map(rows.map((row) => [foldPath(pathOf(row)), row.id]));
}

/** Makes the categories that the rows name and the catalog does not have yet, parents first. */
export async function ensureCategories(ctx: TxContext, rows: readonly GroupedRow[]): Promise<void> {
  const wanted = new Map(
    rows.flatMap((row) => (row.categoryPath ? [[foldPath(row.categoryPath), row.categoryPath] as const] : [])),
  );
  if (wanted.size === 0) return;
  const known = await readCategoryPaths(ctx);
  for (const path of wanted.values()) {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const name = path[depth - 1] ?? "";
      const folded = foldPath(path.slice(0, depth));
      if (known.has(folded)) continue;
      const parentId = known.get(foldPath(path.slice(0, depth - 1))) ?? null;
      const id = newId();
      await ctx.db.insert(categories).values({ id, name, parentId, createdAt: ctx.now });
      recordChange(ctx, { entity: "category", entityId: id, label: name, before: null, after: { name, parentId } });
      known.set(folded, id);
    }
  }
}
