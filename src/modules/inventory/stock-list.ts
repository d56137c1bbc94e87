import { and, asc, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { products, variants } from "@/modules/catalog/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import { containsEachWord } from "@/platform/database/search";
import { ZERO } from "@/shared/quantity";
import type { ListLowStock, ListStock } from "./contract";
import { locations, reorderPoints, stockAvailability } from "./schema";
import { asQuantity, sumOf } from "./sums";

const TitleCursor = z.tuple([z.string(), z.uuid(), z.uuid()]);
const NumberCursor = z.tuple([z.number().int(), z.uuid()]);

/** Stock by variant, over the warehouses one may use or one of them, in one statement. */
export async function listStock(ctx: Context, input: ListStock) {
  const inScope = and(
    warehouseScope(ctx, stockAvailability.warehouseId),
    input.warehouseId ? eq(stockAvailability.warehouseId, input.warehouseId) : undefined,
  );
  const totals = ctx.db
    .select({
      onHand: sumOf(stockAvailability.onHand).as("on_hand"),
      reserved: sumOf(stockAvailability.reserved).as("reserved"),
    })
    .from(stockAvailability)
    .where(and(eq(stockAvailability.variantId, variants.id), inScope))
    .as("totals");
  const available = sql`(${totals.onHand} - ${totals.reserved})`;
  const order = { title: null, available, onHand: sql`${totals.onHand}` }[input.sort];
  const rows = await ctx.db
    .select({
      variantId: variants.id,
      productId: products.id,
      title: products.title,
      titleKey,
      sku: variants.sku,
      optionValues: variants.optionValues,
      unit: variants.unit,
      onHand: totals.onHand,
      reserved: totals.reserved,
      available: asQuantity(available),
      isLow: sql<boolean>`${isLow(ctx, input.warehouseId)}`,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .innerJoinLateral(totals, sql`true`)
    .where(
      and(
        isNull(variants.archivedAt),
        isNull(products.archivedAt),
        containsEachWord(products.searchText, input.search),
        input.state === "in-stock" ? gt(totals.onHand, ZERO) : undefined,
        input.state === "out" ? sql`${totals.onHand} = 0` : undefined,
        input.state === "low" ? isLow(ctx, input.warehouseId) : undefined,
        order === null ? afterTitle(input) : afterNumber(input, order),
      ),
    )
    .orderBy(
      ...(order === null
        ? titleOrder(input.descending)
        : [input.descending ? desc(order) : asc(order), input.descending ? desc(variants.id) : asc(variants.id)]),
    )
    .limit(input.limit + 1);
  const page = toPage(rows, input.limit, (row) => {
    if (input.sort === "title") return [row.titleKey, row.productId, row.variantId];
    return [input.sort === "onHand" ? row.onHand : row.available, row.variantId];
  });
  return { ...page, rows: page.rows.map(({ titleKey: _, ...row }) => row) };
}

/** As the index of products has it, so that a page of a hundred thousand reads as few rows as a page of a thousand. */
const titleKey = sql<string>`lower(${products.title})`;

const titleOrder = (descending: boolean) =>
  [titleKey, products.id, variants.id].map((column) => (descending ? desc(column) : asc(column)));

function afterTitle(input: ListStock): SQL | undefined {
  if (!input.cursor) return undefined;
  const [title, productId, variantId] = decodeCursor(input.cursor, TitleCursor);
  const product = sql`(${titleKey}, ${products.id})`;
  const lastProduct = sql`(${title}::text, ${productId}::uuid)`;
  // The first condition is what the index can begin at; the second leaves out what the page before has shown.
  return input.descending
    ? sql`${product} <= ${lastProduct} and (${product} < ${lastProduct} or ${variants.id} < ${variantId}::uuid)`
    : sql`${product} >= ${lastProduct} and (${product} > ${lastProduct} or ${variants.id} > ${variantId}::uuid)`;
}

function afterNumber(input: ListStock, order: SQL): SQL | undefined {
  if (!input.cursor) return undefined;
  const [value, variantId] = decodeCursor(input.cursor, NumberCursor);
  const last = sql`(${value}::bigint, ${variantId}::uuid)`;
  return input.descending ? sql`(${order}, ${variants.id}) < ${last}` : sql`(${order}, ${variants.id}) > ${last}`;
}

/** At some warehouse in scope no more is free than the point at which somebody wanted to know. */
const isLow = (ctx: Context, warehouseId: string | undefined): SQL => sql`exists (
  select 1 from ${reorderPoints} left join ${stockAvailability} on ${stockAvailability.warehouseId} = ${reorderPoints.warehouseId} and ${stockAvailability.variantId} = ${reorderPoints.variantId}
  where ${reorderPoints.variantId} = ${variants.id} and ${warehouseScope(ctx, reorderPoints.warehouseId)}
    and ${warehouseId ? eq(reorderPoints.warehouseId, warehouseId) : sql`true`}
    and coalesce(${stockAvailability.onHand} - ${stockAvailability.reserved}, 0) <= ${reorderPoints.quantity})`;

/** What is low, scarcest first: for the dashboard. */
export async function listLowStock(ctx: Context, { limit }: ListLowStock) {
  const free = sql`coalesce(${stockAvailability.onHand} - ${stockAvailability.reserved}, 0)`;
  return ctx.db
    .select({
      variantId: variants.id,
      productId: products.id,
      sku: variants.sku,
      title: products.title,
      optionValues: variants.optionValues,
      unit: variants.unit,
      warehouseId: locations.id,
      warehouseName: locations.name,
      available: asQuantity(free),
      reorderPoint: reorderPoints.quantity,
      total: sql`count(*) over ()`.mapWith(Number),
    })
    .from(reorderPoints)
    .innerJoin(variants, and(eq(variants.id, reorderPoints.variantId), isNull(variants.archivedAt)))
    .innerJoin(products, and(eq(products.id, variants.productId), isNull(products.archivedAt)))
    .innerJoin(locations, eq(locations.id, reorderPoints.warehouseId))
    .leftJoin(
      stockAvailability,
      and(
        eq(stockAvailability.warehouseId, reorderPoints.warehouseId),
        eq(stockAvailability.variantId, reorderPoints.variantId),
      ),
    )
    .where(and(sql`${free} <= ${reorderPoints.quantity}`, warehouseScope(ctx, reorderPoints.warehouseId)))
    .orderBy(asc(sql`${free}::numeric / greatest(${reorderPoints.quantity}, 1)`), asc(products.title), asc(variants.id))
    .limit(limit);
}

/** What the stock is worth at the catalog's present costs, by warehouse, in minor units. */
export async function listStockValueByWarehouse(ctx: Context) {
  return ctx.db
    .select({
      warehouseId: locations.id,
      warehouseName: locations.name,
      value:
        sql`coalesce(round(sum(${stockAvailability.onHand} * coalesce(${variants.cost}, 0)) / 10000.0), 0)`.mapWith(
          Number,
        ),
      units: sumOf(stockAvailability.onHand),
      withoutCost: sql`count(*) filter (where ${variants.cost} is null and ${stockAvailability.onHand} > 0)`.mapWith(
        Number,
      ),
    })
    .from(locations)
    .leftJoin(stockAvailability, eq(stockAvailability.warehouseId, locations.id))
    .leftJoin(variants, eq(variants.id, stockAvailability.variantId))
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .groupBy(locations.id, locations.name)
    .orderBy(asc(locations.name));
}
