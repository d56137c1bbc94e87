// @ts-check
import { randomUUID } from "node:crypto";
import { analyzeFilled } from "./analyze-filled.mjs";
import { addPriceLists } from "./price-lists.mjs";

export const SKUS = 1_000;
const STOCK_EACH = 1_000_000_000;
const MANY_SKUS = 100_000;
const FLASH_STOCK = 100;
const WAREHOUSES = 4;
const CUSTOMERS = 300;
/** In parts per million; goods go through them in turn. The shop's own rate stands in where a category has none. */
const TAXES = [190_000, 70_000, 55_000, null];
const SHOP_TAX = 200_000;
/** Where customers live. One of the countries has a rate of its own. */
const COUNTRIES = ["DE", "FR", "AT", "", "CH"];
const COUNTRY_TAX = { country: "CH", rate: 81_000 };
const PRICE_MIN = 95;
const PRICES = 25_000;
/** Rows of the migrations: the system as a user, and where goods come from. */
const SYSTEM_USER = "00000000-0000-7000-8000-000000000001";
const SUPPLIERS = "00000000-0000-7000-8000-000000000011";

/**
 * @typedef {{ warehouseId: string, binId: string }} Place
 * @typedef {{ places: Place[], warehouseId: string, customerIds: string[], categoryIds: string[], variantIds: string[],
 * flash: (round: number) => string }} Goods
 */

/**
 * The same goods for the product and for its bare peers, written by the owner of the database: several warehouses and
 * customers, a price for each variant, lists of prices for some, and tax by category and country.
 * @param {import("postgres").Sql} sql
 * @returns {Promise<Goods>}
 */
export async function makeGoods(sql) {
  const places = await addPlaces(sql);
  const customerIds = await addCustomers(sql);
  const categoryIds = await addTaxes(sql);
  const add = (/** @type {Omit<Wanted, "categoryIds">} */ wanted) => addVariants(sql, { ...wanted, categoryIds });
  const variantIds = await add({ count: SKUS, prefix: "BENCH", places, stock: STOCK_EACH });
  await addPriceLists(sql, { customerIds, variantIds });
  const [first] = places;
  const flashIds = await add({ count: 8, prefix: "FLASH", places: first ? [first] : [], stock: FLASH_STOCK });
  await analyzeFilled(sql);
  const warehouseId = first?.warehouseId ?? "";
  return { places, warehouseId, customerIds, categoryIds, variantIds, flash: (round) => flashIds[round] ?? "" };
}

/** A catalog a hundred times as large, for the list. @param {import("postgres").Sql} sql @param {Goods} goods */
export async function makeManyGoods(sql, { places, categoryIds }) {
  await addVariants(sql, { count: MANY_SKUS, prefix: "MANY", places: places.slice(0, 1), categoryIds, stock: 10 });
  await analyzeFilled(sql);
}

/** @param {import("postgres").Sql} sql */
async function addPlaces(sql) {
  const places = Array.from({ length: WAREHOUSES }, () => ({ warehouseId: randomUUID(), binId: randomUUID() }));
  for (const [index, { warehouseId, binId }] of places.entries()) {
    const code = `BENCH${index}`;
    await sql`
      insert into locations (id, kind, warehouse_id, code, name, created_at)
      values (${warehouseId}, 'warehouse', ${warehouseId}, ${code}, ${code}, now())`;
    await sql`
      insert into locations (id, kind, parent_id, warehouse_id, code, name, created_at)
      values (${binId}, 'bin', ${warehouseId}, ${warehouseId}, ${`${code}-1`}, ${`${code}-1`}, now())`;
  }
  return places;
}

/** @param {import("postgres").Sql} sql */
async function addCustomers(sql) {
  const rows = Array.from({ length: CUSTOMERS }, (_, index) => ({
    id: randomUUID(),
    name: `Bench ${index}`,
    country: COUNTRIES[index % COUNTRIES.length],
  }));
  await sql`
    insert into customers (id, name, country, created_at)
    select id, name, country, now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as w(id uuid, name text, country text)`;
  return rows.map(({ id }) => id);
}

/** Categories two deep, the rates on the upper ones. @param {import("postgres").Sql} sql */
async function addTaxes(sql) {
  const rows = TAXES.map((rate, index) => ({ upper: randomUUID(), lower: randomUUID(), rate, name: `Bench ${index}` }));
  const json = JSON.stringify(rows);
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${json}::text::jsonb) as w(upper uuid, lower uuid, rate bigint, name text))
    insert into categories (id, parent_id, name, created_at)
    select upper, null::uuid, name, now() from wanted
    union all select lower, upper, name || ' within', now() from wanted`;
  // Of this run alone, as its categories are: names of tax categories are single.
  await sql`
    insert into tax_categories (id, name, code, created_at)
    select upper, name || ' ' || upper, 'S', now()
    from jsonb_to_recordset(${json}::text::jsonb) as w(upper uuid, rate bigint, name text) where rate is not null`;
  await sql`
    insert into tax_category_rates (id, tax_category_id, rate)
    select gen_random_uuid(), upper, rate
    from jsonb_to_recordset(${json}::text::jsonb) as w(upper uuid, rate bigint) where rate is not null`;
  await sql`update categories set tax_category_id = id where id in (select id from tax_categories)`;
  await sql`
    insert into tax_category_rates (id, tax_category_id, country, rate)
    select gen_random_uuid(), id, ${COUNTRY_TAX.country}, ${COUNTRY_TAX.rate} from tax_categories where is_standard
    on conflict do nothing`;
  await sql`update shop_settings set tax_rate = ${SHOP_TAX}`;
  return rows.map(({ lower }) => lower);
}

/**
 * @typedef {{ count: number, prefix: string, places: readonly Place[], categoryIds: readonly string[], stock: number }}
 * Wanted
 */

/**
 * Stock comes in by one movement each, so the books stay sound.
 * @param {import("postgres").Sql} sql @param {Wanted} wanted
 */
async function addVariants(sql, { count, prefix, places, categoryIds, stock }) {
  const rows = Array.from({ length: count }, (_, index) => ({
    product: randomUUID(),
    variant: randomUUID(),
    category: categoryIds[index % categoryIds.length],
    sku: `${prefix}-${index}`,
    title: `${prefix} goods ${String((index * 7919) % count).padStart(6, "0")}`,
    price: PRICE_MIN + ((index * 7919) % PRICES),
  }));
  const json = JSON.stringify(rows);
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${json}::text::jsonb)
        as w(product uuid, variant uuid, category uuid, sku text, title text, price bigint)),
    made as (
      insert into products (id, handle, title, category_id, search_text, created_at, updated_at)
      select product, lower(sku), title, category, lower(title || ' ' || sku), now(), now() from wanted)
    insert into variants (id, product_id, sku, position, price, currency, created_at, updated_at)
    select variant, product, sku, 1, price, 'EUR', now(), now() from wanted`;
  for (const { warehouseId, binId } of places)
    await sql`
      with wanted as materialized (select * from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid)),
      posting as (
        insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, posting_key)
        values (${randomUUID()}, 'receive', now(), now(), ${SYSTEM_USER}, ${`bench:${prefix}:${binId}`}) returning id),
      moved as (
        insert into stock_movements (transaction_id, variant_id, from_location_id, to_location_id, quantity)
        select posting.id, variant, ${SUPPLIERS}::uuid, ${binId}::uuid, ${stock} from wanted, posting),
      held as (
        insert into stock_balances (location_id, variant_id, warehouse_id, on_hand)
        select ${binId}::uuid, variant, ${warehouseId}::uuid, ${stock} from wanted)
      insert into stock_availability (warehouse_id, variant_id, on_hand)
      select ${warehouseId}::uuid, variant, ${stock} from wanted`;
  await sql`
    insert into bare.variants (id, sku, title, price)
    select variant, sku, title, price
    from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid, sku text, title text, price bigint)`;
  await sql`
    insert into bare.stock (variant_id, on_hand)
    select variant, ${stock} from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid)`;
  return rows.map((row) => row.variant);
}
