import { and, asc, desc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { variantsById } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { type LowStock, type StockCard, type StockList, variantUnknown } from "@/modules/inventory/contract";
import { locations, lots, reorderPoints, stockAvailability, stockBalances, stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { jsonRows } from "@/platform/json-rows";
import { decodeCursor, toPage } from "@/platform/paging";
import { containsEachWord } from "@/platform/search";
import { type Quantity, toQuantity, ZERO } from "@/shared/quantity";

const asQuantity = (value: SQL) => value.mapWith((text: string) => toQuantity(Number(text)));
const sumOf = (column: typeof stockAvailability.onHand | typeof stockAvailability.reserved) => asQuantity(sql`coalesce(sum(${column}), 0)`);

export async function findLocation(ctx: Pick<Context, "db">, locationId: string) {
  const [location] = await ctx.db.select().from(locations).where(and(eq(locations.id, locationId), isNull(locations.archivedAt)));
  return location ?? null;
}

/** Every warehouse one may use, with its zones and bins, in the order of their codes. */
export async function listLocations(ctx: Context) {
  return ctx.db
    .select({ id: locations.id, kind: locations.kind, parentId: locations.parentId, warehouseId: locations.warehouseId, code: locations.code, name: locations.name })
    .from(locations)
    .where(and(inArray(locations.kind, ["warehouse", "zone", "bin"]), isNull(locations.archivedAt), warehouseScope(ctx, locations.warehouseId)))
    .orderBy(asc(sql`${locations.kind} <> 'warehouse'`), asc(locations.code), asc(locations.id));
}

/** What a scanner reads on a shelf: the bin of that code, in any warehouse one may use. */
export async function findBinByCode(ctx: Context, code: string) {
  const warehouse = alias(locations, "warehouse");
  return ctx.db
    .select({ id: locations.id, code: locations.code, name: locations.name, warehouseId: warehouse.id, warehouseName: warehouse.name })
    .from(locations)
    .innerJoin(warehouse, eq(warehouse.id, locations.warehouseId))
    .where(and(eq(sql`lower(${locations.code})`, code.toLowerCase()), eq(locations.kind, "bin"), isNull(locations.archivedAt), warehouseScope(ctx, locations.warehouseId)))
    .limit(10);
}

/** What lies in a bin. */
export async function binContents(ctx: Context, { locationId }: { locationId: string }) {
  return ctx.db
    .select({
      variantId: variants.id, sku: variants.sku, title: products.title, optionValues: variants.optionValues, unit: variants.unit,
      lotId: lots.id, lotCode: lots.code, expiresOn: lots.expiresOn, onHand: stockBalances.onHand, allocated: stockBalances.allocated,
    })
    .from(stockBalances)
    .innerJoin(variants, eq(variants.id, stockBalances.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(and(eq(stockBalances.locationId, locationId), gt(stockBalances.onHand, ZERO), warehouseScope(ctx, stockBalances.warehouseId)))
    .orderBy(asc(products.title), asc(variants.sku))
    .limit(1_000);
}

/** How many variants lie in each bin; empty bins are left out. */
export async function countBinContents(ctx: Context) {
  return ctx.db
    .select({ locationId: stockBalances.locationId, variantCount: sql`count(distinct ${stockBalances.variantId})`.mapWith(Number) })
    .from(stockBalances)
    .where(and(gt(stockBalances.onHand, ZERO), warehouseScope(ctx, stockBalances.warehouseId)))
    .groupBy(stockBalances.locationId);
}

/** What a stock card is about. @throws Refusal when there is no such variant */
export async function getStockedVariant(ctx: Context, { variantId }: { variantId: string }) {
  const [variant] = await variantsById(ctx, [variantId]);
  if (!variant) throw variantUnknown({ variantIds: [variantId] });
  return variant;
}

/** Where a variant lies: its bins and lots. */
export async function stockPlaces(ctx: Context, { variantId }: { variantId: string }) {
  const warehouse = alias(locations, "warehouse");
  return ctx.db
    .select({
      locationId: locations.id, locationCode: locations.code, warehouseId: warehouse.id, warehouseName: warehouse.name,
      lotId: lots.id, lotCode: lots.code, expiresOn: lots.expiresOn, onHand: stockBalances.onHand, allocated: stockBalances.allocated,
    })
    .from(stockBalances)
    .innerJoin(locations, eq(locations.id, stockBalances.locationId))
    .innerJoin(warehouse, eq(warehouse.id, stockBalances.warehouseId))
    .leftJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(and(eq(stockBalances.variantId, variantId), gt(stockBalances.onHand, ZERO), warehouseScope(ctx, stockBalances.warehouseId)))
    .orderBy(asc(warehouse.name), asc(locations.code), asc(lots.expiresOn));
}

/** What is there, promised and free of each variant at a warehouse. */
export async function availability(ctx: Context, { warehouseId, variantIds }: { warehouseId: string; variantIds: readonly string[] }) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: stockAvailability.variantId, onHand: stockAvailability.onHand, reserved: stockAvailability.reserved,
      available: asQuantity(sql`${stockAvailability.onHand} - ${stockAvailability.reserved}`),
    })
    .from(stockAvailability)
    .where(and(eq(stockAvailability.warehouseId, warehouseId), inArray(stockAvailability.variantId, [...variantIds]), warehouseScope(ctx, stockAvailability.warehouseId)));
}

/** The same of one variant at each warehouse, with its reorder point. */
export async function availabilityByWarehouse(ctx: Context, { variantId }: { variantId: string }) {
  return ctx.db
    .select({
      warehouseId: locations.id, warehouseName: locations.name, onHand: sql<Quantity>`coalesce(${stockAvailability.onHand}, 0)`.mapWith(stockAvailability.onHand),
      reserved: sql<Quantity>`coalesce(${stockAvailability.reserved}, 0)`.mapWith(stockAvailability.reserved), reorderPoint: reorderPoints.quantity,
    })
    .from(locations)
    .leftJoin(stockAvailability, and(eq(stockAvailability.warehouseId, locations.id), eq(stockAvailability.variantId, variantId)))
    .leftJoin(reorderPoints, and(eq(reorderPoints.warehouseId, locations.id), eq(reorderPoints.variantId, variantId)))
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .orderBy(asc(locations.name));
}

export async function onHandOfProducts(ctx: Context, { productIds }: { productIds: readonly string[] }) {
  if (productIds.length === 0) return [];
  return ctx.db
    .select({
      productId: variants.productId, onHand: sumOf(stockAvailability.onHand),
      available: asQuantity(sql`coalesce(sum(${stockAvailability.onHand} - ${stockAvailability.reserved}), 0)`),
    })
    .from(variants)
    .leftJoin(stockAvailability, and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)))
    .where(inArray(variants.productId, [...productIds]))
    .groupBy(variants.productId);
}

/** The same for single variants. */
export async function onHandOfVariants(ctx: Context, { variantIds }: { variantIds: readonly string[] }) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: variants.id, onHand: sumOf(stockAvailability.onHand),
      available: asQuantity(sql`coalesce(sum(${stockAvailability.onHand} - ${stockAvailability.reserved}), 0)`),
    })
    .from(variants)
    .leftJoin(stockAvailability, and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)))
    .where(inArray(variants.id, [...variantIds]))
    .groupBy(variants.id);
}

const TitleCursor = z.tuple([z.string(), z.uuid(), z.uuid()]);
const NumberCursor = z.tuple([z.number().int(), z.uuid()]);

/** Stock by variant, over the warehouses one may use or one of them, in one statement. */
export async function listStock(ctx: Context, input: StockList) {
  const inScope = and(warehouseScope(ctx, stockAvailability.warehouseId), input.warehouseId ? eq(stockAvailability.warehouseId, input.warehouseId) : undefined);
  const totals = ctx.db
    .select({ onHand: sumOf(stockAvailability.onHand).as("on_hand"), reserved: sumOf(stockAvailability.reserved).as("reserved") })
    .from(stockAvailability)
    .where(and(eq(stockAvailability.variantId, variants.id), inScope))
    .as("totals");
  const available = sql`(${totals.onHand} - ${totals.reserved})`;
  const order = { title: null, available, onHand: sql`${totals.onHand}` }[input.sort];
  const rows = await ctx.db
    .select({
      variantId: variants.id, productId: products.id, title: products.title, sku: variants.sku, optionValues: variants.optionValues, unit: variants.unit,
      onHand: totals.onHand, reserved: totals.reserved, available: asQuantity(available), isLow: sql<boolean>`${isLow(ctx, input.warehouseId)}`,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .innerJoinLateral(totals, sql`true`)
    .where(and(
      isNull(variants.archivedAt),
      isNull(products.archivedAt),
      containsEachWord(products.searchText, input.search),
      input.state === "in-stock" ? gt(totals.onHand, ZERO) : undefined,
      input.state === "out" ? sql`${totals.onHand} = 0` : undefined,
      input.state === "low" ? isLow(ctx, input.warehouseId) : undefined,
      order === null ? afterTitle(input) : afterNumber(input, order),
    ))
    .orderBy(...(order === null ? titleOrder(input.descending) : [input.descending ? desc(order) : asc(order), input.descending ? desc(variants.id) : asc(variants.id)]))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, (row) => {
    if (input.sort === "title") return [row.title, row.productId, row.variantId];
    return [input.sort === "onHand" ? row.onHand : row.available, row.variantId];
  });
}

const titleOrder = (descending: boolean) =>
  [products.title, products.id, variants.id].map((column) => (descending ? desc(column) : asc(column)));

function afterTitle(input: StockList): SQL | undefined {
  if (!input.cursor) return undefined;
  const [title, productId, variantId] = decodeCursor(input.cursor, TitleCursor);
  const key = sql`(${products.title}, ${products.id}, ${variants.id})`;
  const last = sql`(${title}::text, ${productId}::uuid, ${variantId}::uuid)`;
  return input.descending ? sql`${key} < ${last}` : sql`${key} > ${last}`;
}

function afterNumber(input: StockList, order: SQL): SQL | undefined {
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
export async function lowStock(ctx: Context, { limit }: LowStock) {
  const free = sql`coalesce(${stockAvailability.onHand} - ${stockAvailability.reserved}, 0)`;
  return ctx.db
    .select({
      variantId: variants.id, productId: products.id, sku: variants.sku, title: products.title, optionValues: variants.optionValues, unit: variants.unit,
      warehouseId: locations.id, warehouseName: locations.name, available: asQuantity(free), reorderPoint: reorderPoints.quantity,
      total: sql`count(*) over ()`.mapWith(Number),
    })
    .from(reorderPoints)
    .innerJoin(variants, and(eq(variants.id, reorderPoints.variantId), isNull(variants.archivedAt)))
    .innerJoin(products, and(eq(products.id, variants.productId), isNull(products.archivedAt)))
    .innerJoin(locations, eq(locations.id, reorderPoints.warehouseId))
    .leftJoin(stockAvailability, and(eq(stockAvailability.warehouseId, reorderPoints.warehouseId), eq(stockAvailability.variantId, reorderPoints.variantId)))
    .where(and(sql`${free} <= ${reorderPoints.quantity}`, warehouseScope(ctx, reorderPoints.warehouseId)))
    .orderBy(asc(sql`${free}::numeric / greatest(${reorderPoints.quantity}, 1)`), asc(products.title), asc(variants.id))
    .limit(limit);
}

/** What the stock is worth at the catalog's present costs, by warehouse, in minor units. */
export async function stockValue(ctx: Context) {
  return ctx.db
    .select({
      warehouseId: locations.id, warehouseName: locations.name,
      value: sql`coalesce(round(sum(${stockAvailability.onHand} * coalesce(${variants.cost}, 0)) / 10000.0), 0)`.mapWith(Number),
      units: sumOf(stockAvailability.onHand),
      withoutCost: sql`count(*) filter (where ${variants.cost} is null and ${stockAvailability.onHand} > 0)`.mapWith(Number),
    })
    .from(locations)
    .leftJoin(stockAvailability, eq(stockAvailability.warehouseId, locations.id))
    .leftJoin(variants, eq(variants.id, stockAvailability.variantId))
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .groupBy(locations.id, locations.name)
    .orderBy(asc(locations.name));
}

const StockCardCursor = z.tuple([z.number().int(), z.number().int()]);

/**
 * The history of a variant, newest first, each row with what it changed and what was there afterwards. The running
 * balance starts from what is there now and is carried in the cursor, so a page costs the same however long the past.
 */
export async function stockCard(ctx: Context, input: StockCard) {
  const cursor = input.cursor ? decodeCursor(input.cursor, StockCardCursor) : null;
  const from = alias(locations, "from_place");
  const to = alias(locations, "to_place");
  const isHere = (place: typeof from | typeof to) =>
    and(sql`${place.warehouseId} is not null`, warehouseScope(ctx, place.warehouseId), input.warehouseId ? eq(place.warehouseId, input.warehouseId) : undefined);
  const now = sql`(select coalesce(sum(${stockAvailability.onHand}), 0) from ${stockAvailability} where ${stockAvailability.variantId} = ${input.variantId}
    and ${warehouseScope(ctx, stockAvailability.warehouseId)} and ${input.warehouseId ? eq(stockAvailability.warehouseId, input.warehouseId) : sql`true`})`;
  const rows = await ctx.db
    .select({
      id: stockMovements.id, transactionId: stockTransactions.id, kind: stockTransactions.kind, occurredAt: stockTransactions.occurredAt,
      recordedAt: stockTransactions.recordedAt, reason: stockTransactions.reason, note: stockTransactions.note, actorName: users.name,
      documentKind: stockTransactions.documentKind, documentId: stockTransactions.documentId, documentLabel: stockTransactions.documentLabel,
      fromCode: from.code, fromKind: from.kind, toCode: to.code, toKind: to.kind, lotCode: lots.code, quantity: stockMovements.quantity,
      change: asQuantity(sql`(case when ${isHere(to)} then ${stockMovements.quantity} else 0 end) - (case when ${isHere(from)} then ${stockMovements.quantity} else 0 end)`),
      now: asQuantity(now), isReversed: sql<boolean>`exists (select 1 from stock_transactions later where later.reverses_id = ${stockTransactions.id})`,
      movementCount: sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`.mapWith(Number),
    })
    .from(stockMovements)
    .innerJoin(stockTransactions, eq(stockTransactions.id, stockMovements.transactionId))
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .innerJoin(from, eq(from.id, stockMovements.fromLocationId))
    .innerJoin(to, eq(to.id, stockMovements.toLocationId))
    .leftJoin(lots, eq(lots.id, stockMovements.lotId))
    .where(and(eq(stockMovements.variantId, input.variantId), or(isHere(from), isHere(to)), cursor ? lt(stockMovements.id, cursor[0]) : undefined))
    .orderBy(desc(stockMovements.id))
    .limit(input.limit + 1);

  let balance = cursor ? cursor[1] : (rows[0]?.now ?? 0);
  const card = rows.map(({ now: _, ...row }) => {
    const after = balance;
    balance -= row.change;
    return { ...row, balance: toQuantity(after) };
  });
  return toPage(card, input.limit, (row) => [row.id, row.balance - row.change]);
}

/** How long the ledger is by now. */
export const countMovements = (ctx: Pick<Context, "db">): Promise<number> => ctx.db.$count(stockMovements);

/** The newest postings, for the stock screen and for undoing. */
export async function listTransactions(ctx: Context, { limit }: { limit: number }) {
  const scope = sql`exists (select 1 from ${stockMovements} m join ${locations} l on l.id in (m.from_location_id, m.to_location_id)
    where m.transaction_id = ${stockTransactions.id} and ${warehouseScope(ctx, sql`l.warehouse_id`)})`;
  return ctx.db
    .select({
      id: stockTransactions.id, kind: stockTransactions.kind, recordedAt: stockTransactions.recordedAt, reason: stockTransactions.reason,
      note: stockTransactions.note, actorName: users.name, documentLabel: stockTransactions.documentLabel,
      movementCount: sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`.mapWith(Number),
      isReversed: sql<boolean>`exists (select 1 from stock_transactions later where later.reverses_id = ${stockTransactions.id})`,
    })
    .from(stockTransactions)
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .where(scope)
    .orderBy(desc(stockTransactions.recordedAt), desc(stockTransactions.id))
    .limit(limit);
}

const PickRows = z.array(z.object({
  variant_id: z.string(), location_id: z.string(), location_code: z.string(), lot_id: z.string().nullable(), lot_code: z.string().nullable(),
  expires_on: z.string().nullable(), quantity: z.coerce.number().transform(toQuantity),
}));

export type SuggestedPick = { variantId: string; locationId: string; locationCode: string; lotId: string | null; lotCode: string | null; expiresOn: string | null; quantity: Quantity };

/** Where to take goods from: what goes off first leaves first, then the fullest bin. Short where bins hold too little. */
export async function suggestPicks(ctx: Context, input: { warehouseId: string; lines: readonly { variantId: string; quantity: Quantity }[] }): Promise<SuggestedPick[]> {
  const wanted = input.lines.map((line) => ({ variant_id: line.variantId, quantity: line.quantity }));
  const rows = PickRows.parse(await ctx.db.execute(sql`
    with wanted as (
      select variant_id, sum(quantity) as quantity from jsonb_to_recordset(${jsonRows(wanted)}) as w(variant_id uuid, quantity bigint) group by variant_id
    ), offered as (
      select b.variant_id, b.location_id, l.code as location_code, b.lot_id, lots.code as lot_code, lots.expires_on::text, b.on_hand - b.allocated as free,
        wanted.quantity - coalesce(sum(b.on_hand - b.allocated) over (partition by b.variant_id order by lots.expires_on nulls last, b.on_hand desc, b.location_id, b.lot_id
          rows between unbounded preceding and 1 preceding), 0) as missing
      from ${stockBalances} b join wanted on wanted.variant_id = b.variant_id join ${locations} l on l.id = b.location_id left join ${lots} on lots.id = b.lot_id
      where b.warehouse_id = ${input.warehouseId} and b.on_hand > b.allocated and ${warehouseScope(ctx, sql`b.warehouse_id`)}
    )
    select variant_id, location_id, location_code, lot_id, lot_code, expires_on, least(free, missing) as quantity from offered where missing > 0
    order by variant_id, missing desc`));
  return rows.map((row) => ({
    variantId: row.variant_id, locationId: row.location_id, locationCode: row.location_code, lotId: row.lot_id, lotCode: row.lot_code,
    expiresOn: row.expires_on, quantity: row.quantity,
  }));
}
