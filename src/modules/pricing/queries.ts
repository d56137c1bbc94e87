import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { customerGroups, customers } from "@/modules/customers/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { shopToday } from "@/modules/shop/shop-today";
import type { Context, ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asCount } from "@/platform/database/numbers";
import { containsEachWord } from "@/platform/database/search";
import type {
  ListCustomers,
  ListEntries,
  ListOfCustomer,
  ListOfProduct,
  ListPriceLists,
  ListPrices,
  PriceListRef,
} from "./contract";
import { findOffers } from "./offers";
import { priceListState } from "./price";
import { priceListNotFound } from "./refusals";
import { priceListCustomers, priceListEntries, priceListGroups, priceLists } from "./schema";

const today = sql<string>`${shopToday}::text`;
type Row = { archivedAt: Date | null; validFrom: string | null; validUntil: string | null; today: string };
function withState<List extends Row>(row: List) {
  const { today: day, ...list } = row;
  return { ...list, state: priceListState(row, day) };
}

const HEAD = {
  id: priceLists.id,
  name: priceLists.name,
  validFrom: priceLists.validFrom,
  validUntil: priceLists.validUntil,
  discountRate: priceLists.discountRate,
  currency: priceLists.currency,
  archivedAt: priceLists.archivedAt,
  today,
};

/** Of a query on one table Drizzle names no table before a column: the id would be that of what is counted. */
const countOf = (table: SQL) => asCount(sql`(select count(*) from ${table} where price_list_id = ${priceLists}.id)`);
const COUNTS = {
  entries: countOf(sql`${priceListEntries}`),
  groups: countOf(sql`${priceListGroups}`),
  customers: countOf(sql`${priceListCustomers}`),
};

/** A page of price lists by name, with how much is in each and how many have it. */
export async function listPriceLists(ctx: ReadContext, input: ListPriceLists) {
  const { locale } = await getShopSettings(ctx);
  const sorted = keyset([inLetters(priceLists.name, locale), "text"], [priceLists.id, "uuid"]);
  const rows = await ctx.db
    .select({ ...HEAD, ...COUNTS, keys: sorted.keys })
    .from(priceLists)
    .where(
      and(
        input.archived ? isNotNull(priceLists.archivedAt) : isNull(priceLists.archivedAt),
        input.search ? containsEachWord(sql`search_forms(${priceLists.name})`, input.search) : undefined,
        sorted.after(input),
      ),
    )
    .orderBy(...sorted.order(input))
    .limit(input.limit + 1);
  const page = sorted.toPage(rows, input);
  return { ...page, rows: page.rows.map(withState) };
}

/** A list with the groups that have it. @throws priceListNotFound */
export async function getPriceList(ctx: Context, { priceListId }: PriceListRef) {
  const [[list], groups] = await Promise.all([
    ctx.db
      .select({ ...HEAD, version: priceLists.version })
      .from(priceLists)
      .where(eq(priceLists.id, priceListId)),
    ctx.db
      .select({ id: customerGroups.id, name: customerGroups.name })
      .from(priceListGroups)
      .innerJoin(customerGroups, eq(customerGroups.id, priceListGroups.groupId))
      .where(eq(priceListGroups.priceListId, priceListId))
      .orderBy(asc(customerGroups.name), asc(customerGroups.id)),
  ]);
  if (!list) throw priceListNotFound({ priceListId });
  return { ...withState(list), groups };
}

/** The customers who have a list of their own. */
export async function listCustomers(ctx: ReadContext, input: ListCustomers) {
  const { locale } = await getShopSettings(ctx);
  const byName = keyset([inLetters(customers.name, locale), "text"], [customers.id, "uuid"]);
  const rows = await ctx.db
    .select({ id: customers.id, name: customers.name, keys: byName.keys })
    .from(priceListCustomers)
    .innerJoin(customers, eq(customers.id, priceListCustomers.customerId))
    .where(and(eq(priceListCustomers.priceListId, input.priceListId), byName.after(input)))
    .orderBy(...byName.order())
    .limit(input.limit + 1);
  return byName.toPage(rows, input);
}

const bySku = keyset(
  [sql`lower(${variants.sku})`, "text"],
  [priceListEntries.quantityFrom, "bigint"],
  [priceListEntries.id, "uuid"],
);

/** A page of what is in a list, by SKU and quantity. */
export async function listEntries(ctx: ReadContext, input: ListEntries) {
  const rows = await ctx.db
    .select({
      entryId: priceListEntries.id,
      variantId: priceListEntries.variantId,
      ...variantColumns,
      productId: variants.productId,
      usualPrice: variants.price,
      currency: variants.currency,
      quantityFrom: priceListEntries.quantityFrom,
      validFrom: priceListEntries.validFrom,
      price: priceListEntries.price,
      version: priceListEntries.version,
      keys: bySku.keys,
    })
    .from(priceListEntries)
    .innerJoin(variants, eq(variants.id, priceListEntries.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(
      and(
        eq(priceListEntries.priceListId, input.priceListId),
        input.search ? variantMatchesSearch(input.search) : undefined,
        bySku.after(input),
      ),
    )
    .orderBy(...bySku.order())
    .limit(input.limit + 1);
  return bySku.toPage(rows, input);
}

/** The lists that a customer has, their own first, and by which group; those that do not hold today among them. */
export async function listOfCustomer(ctx: ReadContext, { customerId }: ListOfCustomer) {
  const own = sql<string | null>`null::text`;
  const rows = await Promise.all([
    ctx.db
      .select({ ...HEAD, groupName: own })
      .from(priceListCustomers)
      .innerJoin(priceLists, eq(priceLists.id, priceListCustomers.priceListId))
      .where(and(eq(priceListCustomers.customerId, customerId), isNull(priceLists.archivedAt)))
      .orderBy(asc(priceLists.name)),
    ctx.db
      .select({ ...HEAD, groupName: sql<string | null>`${customerGroups.name}` })
      .from(customers)
      .innerJoin(customerGroups, eq(customerGroups.id, customers.groupId))
      .innerJoin(priceListGroups, eq(priceListGroups.groupId, customers.groupId))
      .innerJoin(priceLists, eq(priceLists.id, priceListGroups.priceListId))
      .where(and(eq(customers.id, customerId), isNull(priceLists.archivedAt)))
      .orderBy(asc(priceLists.name)),
  ]);
  return rows.flat().map(withState);
}

/** Which groups have which lists: each a few. */
export const listOfGroups = (ctx: ReadContext) =>
  ctx.db
    .select({ groupId: priceListGroups.groupId, priceListId: priceLists.id, name: priceLists.name })
    .from(priceListGroups)
    .innerJoin(priceLists, eq(priceLists.id, priceListGroups.priceListId))
    .where(isNull(priceLists.archivedAt))
    .orderBy(asc(priceLists.name), asc(priceLists.id));

const byList = keyset(
  [priceLists.name, "text"],
  [priceLists.id, "uuid"],
  [variants.position, "bigint"],
  [priceListEntries.quantityFrom, "bigint"],
  [priceListEntries.validFrom, "date"],
  [priceListEntries.id, "uuid"],
);

/** What lists that are not archived say of a product, by its variants. */
export async function listOfProduct(ctx: ReadContext, input: ListOfProduct) {
  const rows = await ctx.db
    .select({
      entryId: priceListEntries.id,
      priceListId: priceLists.id,
      name: priceLists.name,
      sku: variants.sku,
      unit: variants.unit,
      quantityFrom: priceListEntries.quantityFrom,
      validFrom: priceListEntries.validFrom,
      price: priceListEntries.price,
      keys: byList.keys,
    })
    .from(variants)
    .innerJoin(priceListEntries, eq(priceListEntries.variantId, variants.id))
    .innerJoin(priceLists, and(eq(priceLists.id, priceListEntries.priceListId), isNull(priceLists.archivedAt)))
    .where(and(eq(variants.productId, input.productId), byList.after(input)))
    .orderBy(...byList.order())
    .limit(input.limit + 1);
  return byList.toPage(rows, input);
}

/** What products cost a customer, for a form that reckons with quantities itself. */
export async function listPrices(ctx: ReadContext, asked: ListPrices) {
  const found = await findOffers(ctx, asked);
  return [...found].map(([variantId, priced]) => ({ variantId, ...priced }));
}
