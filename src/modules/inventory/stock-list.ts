import { and, asc, type Column, eq, isNull, type SQL, sql, not, or } from "drizzle-orm";
import { matchesSearch } from "@/modules/catalog/queries";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { existsForEach } from "@/platform/database/exists-for-each";
import { keyset, toPage } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { isBlocked, isExpired, stockFigures } from "./available";
import type { ListLowStock, ListStock } from "./contract";
import { reorderPoints } from "./reorder-points/schema";
import { locations, lots, stockAvailability, stockBalances } from "./schema";
import { type Part, partsByTotal } from "./totals/sorted-by-total";

const figures = stockFigures();
const sumOf = (figure: Column | SQL) => asQuantity(sql`coalesce(sum(${figure}), 0)`);

/** The number stands in the text: of a parameter Postgres expects a third of all rows in the plan that it keeps. */
const isHeld = (onHand: Column): SQL => sql`${onHand} > 0`;

const isArchived = sql<boolean>`(${variants.archivedAt} is not null or ${products.archivedAt} is not null)`;

const byTitle = (locale: string) =>
  keyset([inLetters(products.title, locale), "text"], [products.id, "uuid"], [variants.id, "uuid"]);

/**
 * Stock by variant, over all warehouses in scope or one of them. Each sort has an index, so the cost of a page does
 * not grow with the list.
 */
export async function listStock(ctx: ReadContext, input: ListStock) {
  const parts = await partsOf(ctx, input);
  const rows: Awaited<ReturnType<typeof readPart>> = [];
  for (const part of parts) if (rows.length <= input.limit) rows.push(...(await readPart(ctx, input, part)));
  return toPage(rows, input);
}

async function partsOf(ctx: ReadContext, input: ListStock): Promise<Part[]> {
  const { sort, cursor } = input;
  if (sort !== "title") return partsByTotal(ctx, { ...input, sort });
  const { locale } = await getShopSettings(ctx);
  return [{ sorted: byTitle(locale), cursor }];
}

/** The next rows of a part. What they say is the ledger's own, whatever they are sorted by. */
function readPart(ctx: ReadContext, input: ListStock, part: Part) {
  const inScope = and(
    warehouseScope(ctx, stockAvailability.warehouseId),
    input.warehouseId ? eq(stockAvailability.warehouseId, input.warehouseId) : undefined,
  );
  const page = pageOf(ctx, input, part, inScope);
  const totals = ctx.db
    .select({
      onHand: sumOf(stockAvailability.onHand).as("on_hand"),
      reserved: sumOf(stockAvailability.reserved).as("reserved"),
      held: sumOf(figures.held).as("held"),
      expired: sumOf(figures.expired).as("expired"),
      blocked: sumOf(figures.blocked).as("blocked"),
      available: sumOf(figures.available).as("available"),
      waiting: sumOf(stockAvailability.waiting).as("waiting"),
    })
    .from(stockAvailability)
    .where(and(eq(stockAvailability.variantId, page.variantId), inScope))
    .as("totals");
  const { keys, order } = part.sorted.of(sql`page`, input);
  return ctx.db
    .select({
      variantId: page.variantId,
      productId: page.productId,
      sku: page.sku,
      title: page.title,
      optionValues: page.optionValues,
      unit: page.unit,
      onHand: totals.onHand,
      reserved: totals.reserved,
      held: totals.held,
      expired: totals.expired,
      blocked: totals.blocked,
      available: totals.available,
      waiting: totals.waiting,
      isLow: isLow(ctx, input.warehouseId, page.variantId),
      isArchived: page.isArchived,
      keys,
    })
    .from(page)
    .innerJoinLateral(totals, sql`true`)
    .orderBy(...order);
}

/** The page by itself, in its order: sums are worked out for what is on it alone. */
function pageOf(ctx: ReadContext, input: ListStock, { sorted, totals, isIn, cursor }: Part, inScope: SQL | undefined) {
  const { warehouseId, state, descending } = input;
  const chosen = and(
    // What is archived is listed as long as there is stock of it, so that the list and its value agree.
    state === "archived" ? isAmong(archivedVariants(inScope)) : or(not(isArchived), isStocked(inScope)),
    state === "low" ? not(isArchived) : undefined,
    matchesSearch(input.search),
    state === "in-stock" ? isStocked(inScope) : undefined,
    state === "out" ? not(isStocked(inScope)) : undefined,
    state === "low" ? isAmong(lowVariants(ctx, warehouseId)) : undefined,
    state === "expired" ? isAmong(variantsInLots(ctx, warehouseId, isExpired)) : undefined,
    state === "blocked" ? isAmong(variantsInLots(ctx, warehouseId, isBlocked)) : undefined,
    isIn,
    sorted.after({ cursor, descending }),
  );
  const found = ctx.db
    .select({
      variantId: variants.id,
      productId: variants.productId,
      ...variantColumns,
      isArchived: isArchived.as("is_archived"),
      keys: sorted.named,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .$dynamic();
  if (totals) found.leftJoin(totals, sql`kept.variant_id = ${variants.id}`);
  return found
    .where(chosen)
    .orderBy(...sorted.order({ descending }))
    .limit(input.limit + 1)
    .as("page");
}

/** The array makes Postgres begin with the few, and not walk all titles until it has met enough of them. */
const isAmong = (some: SQL): SQL => sql`${variants.id} = any(array(${some}))`;

/** Of which something is on hand. Each half has its index. */
const archivedVariants = (inScope: SQL | undefined): SQL => sql`
  select ${stockAvailability.variantId} from ${stockAvailability}
  where ${and(
    isHeld(stockAvailability.onHand),
    inScope,
    sql`${stockAvailability.variantId} in (
      select ${variants.id} from ${variants} where ${variants.archivedAt} is not null
      union
      select ${variants.id} from ${products} join ${variants} on ${variants.productId} = ${products.id}
      where ${products.archivedAt} is not null)`,
  )}`;

const isStocked = (inScope: SQL | undefined): SQL<boolean> =>
  existsForEach(sql`from ${stockAvailability}
    where ${and(eq(stockAvailability.variantId, variants.id), isHeld(stockAvailability.onHand), inScope)}`);

/** Of which something on hand lies in such lots. */
const variantsInLots = (ctx: ReadContext, warehouseId: string | undefined, areSuch: SQL): SQL => sql`
  select ${stockBalances.variantId} from ${stockBalances} join ${lots} on ${lots.id} = ${stockBalances.lotId}
  where ${and(
    areSuch,
    isHeld(stockBalances.onHand),
    warehouseScope(ctx, stockBalances.warehouseId),
    warehouseId ? eq(stockBalances.warehouseId, warehouseId) : undefined,
  )}`;

/** Where at some warehouse in scope no more is available than its reorder point; nothing, where it never was. */
const lowVariants = (ctx: ReadContext, warehouseId: string | undefined): SQL => sql`
  select ${reorderPoints.variantId} from ${reorderPoints}
  left join ${stockAvailability} on ${stockAvailability.warehouseId} = ${reorderPoints.warehouseId}
    and ${stockAvailability.variantId} = ${reorderPoints.variantId}
  where ${and(
    warehouseScope(ctx, reorderPoints.warehouseId),
    warehouseId ? eq(reorderPoints.warehouseId, warehouseId) : undefined,
    sql`${figures.available} <= ${reorderPoints.quantity}`,
  )}`;

const isLow = (ctx: ReadContext, warehouseId: string | undefined, variantId: Column): SQL<boolean> =>
  existsForEach(sql`from (${lowVariants(ctx, warehouseId)} and ${reorderPoints.variantId} = ${variantId}) low`);

/** What is low, scarcest first: for the dashboard. */
export async function listLowStock(ctx: ReadContext, { limit }: ListLowStock) {
  const scarcity = sql`${figures.available}::numeric / greatest(${reorderPoints.quantity}, 1)`;
  return ctx.db
    .select({
      variantId: variants.id,
      productId: products.id,
      ...variantColumns,
      warehouseId: locations.id,
      warehouseName: locations.name,
      available: asQuantity(figures.available),
      reorderPoint: reorderPoints.quantity,
      total: asCount(sql`count(*) over ()`),
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
    .where(and(sql`${figures.available} <= ${reorderPoints.quantity}`, warehouseScope(ctx, reorderPoints.warehouseId)))
    .orderBy(asc(scarcity), inLetters(products.title), asc(variants.id))
    .limit(limit);
}
