import { asc, eq, sql } from "drizzle-orm";
import { barcodes, categories, products, variants } from "@/modules/catalog/schema";
import { listImportEffects } from "@/modules/imports/findings-lists";
import type { ImportNote } from "@/modules/imports/import-note";
import { stockBalances } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { apply, check, type Choices, problemsOf, upload } from "./imports";

/** An item as the catalog and the stock have it after an import. */
export type ImportedItem = {
  sku: string;
  title: string;
  handle: string;
  description: string;
  price: number;
  cost: number | null;
  category: string | null;
  barcodes: string[];
  options: string[];
  stock: number;
};

/** Every item by its SKU. Prices in cents, costs in hundredths of a hundredth of one, as stored. */
export async function importedItems(db: Db): Promise<Map<string, ImportedItem>> {
  const stock = sql<string>`coalesce((
    select sum(on_hand) from ${stockBalances} where ${stockBalances.variantId} = ${variants.id}), 0)`;
  const rows = await db
    .select({
      sku: variants.sku,
      title: products.title,
      handle: products.handle,
      description: products.description,
      price: variants.price,
      cost: variants.cost,
      category: categories.name,
      options: variants.optionValues,
      barcodes: sql<
        string[]
      >`array(select code from ${barcodes} where ${barcodes.variantId} = ${variants.id} order by 1)`,
      stock,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .orderBy(asc(variants.sku));
  return new Map(rows.map((row) => [row.sku, { ...row, stock: Number(row.stock) }]));
}

/** A file as far as its check: what people are shown before anything is changed. */
export async function checkFile(db: Db, ctx: Context, content: string | Buffer, choices: Choices = {}) {
  const { importId } = await upload(ctx, content);
  const checked = await check(db, ctx, importId, choices);
  const { rows } = await listImportEffects(ctx, { importId, limit: 200 });
  const noteOf = (kind: ImportNote["kind"]) => checked.notes.find((note) => note.kind === kind);
  return { importId, checked, noteOf, effects: rows, problems: await problemsOf(ctx, importId) };
}

/** A file's whole way, and the items that are there then. The books balance after it. */
export async function runFile(db: Db, ctx: Context, content: string | Buffer, choices: Choices = {}) {
  const check = await checkFile(db, ctx, content, choices);
  const applied = await apply(db, ctx, check.importId);
  const books = await verifyBooks(ctx);
  if (!books.isSound) throw new Error("The books don't balance after the import.");
  return { ...check, applied, items: await importedItems(db) };
}
