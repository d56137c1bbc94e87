// @ts-check
import { randomUUID } from "node:crypto";

export const SKUS = 1_000;
const STOCK_EACH = 1_000_000_000;
const MANY_SKUS = 100_000;
const FLASH_STOCK = 100;
/** Rows of the migrations: the system as a user, and where goods come from. */
const SYSTEM_USER = "00000000-0000-7000-8000-000000000001";
const SUPPLIERS = "00000000-0000-7000-8000-000000000011";

/**
 * @typedef {{ warehouseId: string, binId: string, customerId: string, variantIds: string[], flash: (round: number) =>
 * string }} Goods
 */

/**
 * The same goods for the product and for its bare peers, written by the owner of the database.
 * @param {import("postgres").Sql} sql
 * @returns {Promise<Goods>}
 */
export async function makeGoods(sql) {
  const [warehouseId, binId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`
    insert into locations (id, kind, warehouse_id, code, name, created_at)
    values (${warehouseId}, 'warehouse', ${warehouseId}, 'BENCH', 'Bench', now())`;
  await sql`
    insert into locations (id, kind, parent_id, warehouse_id, code, name, created_at)
    values (${binId}, 'bin', ${warehouseId}, ${warehouseId}, 'BENCH-1', 'Bench 1', now())`;
  await sql`insert into customers (id, name, created_at) values (${customerId}, 'Bench', now())`;
  const variantIds = await addVariants(sql, { count: SKUS, prefix: "BENCH", warehouseId, binId, stock: STOCK_EACH });
  const flashIds = await addVariants(sql, { count: 8, prefix: "FLASH", warehouseId, binId, stock: FLASH_STOCK });
  await sql`analyze`;
  return { warehouseId, binId, customerId, variantIds, flash: (round) => flashIds[round] ?? "" };
}

/** A catalog a hundred times as large, for the list. @param {import("postgres").Sql} sql @param {Goods} goods */
export async function makeManyGoods(sql, goods) {
  await addVariants(sql, {
    count: MANY_SKUS,
    prefix: "MANY",
    warehouseId: goods.warehouseId,
    binId: goods.binId,
    stock: 10,
  });
  await sql`analyze`;
}

/**
 * Stock comes in by one movement each, so the books stay sound.
 * @param {import("postgres").Sql} sql
 * @param {{ count: number, prefix: string, warehouseId: string, binId: string, stock: number }} wanted
 */
async function addVariants(sql, { count, prefix, warehouseId, binId, stock }) {
  const rows = Array.from({ length: count }, (_, index) => ({
    product: randomUUID(),
    variant: randomUUID(),
    sku: `${prefix}-${index}`,
    title: `${prefix} goods ${String((index * 7919) % count).padStart(6, "0")}`,
  }));
  const json = JSON.stringify(rows);
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${json}::text::jsonb) as w(product uuid, variant uuid, sku text, title text)),
    made as (
      insert into products (id, handle, title, search_text, created_at, updated_at)
      select product, lower(sku), title, lower(title || ' ' || sku), now(), now() from wanted)
    insert into variants (id, product_id, sku, position, price, currency, created_at, updated_at)
    select variant, product, sku, 1, 1990, 'EUR', now(), now() from wanted`;
  await sql`
    with wanted as materialized (select * from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid)),
    posting as (
      insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, posting_key)
      values (${randomUUID()}, 'receive', now(), now(), ${SYSTEM_USER}, ${`bench:${prefix}`}) returning id),
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
    select variant, sku, title, 1990
    from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid, sku text, title text)`;
  await sql`
    insert into bare.stock (variant_id, on_hand)
    select variant, ${stock} from jsonb_to_recordset(${json}::text::jsonb) as w(variant uuid)`;
  return rows.map((row) => row.variant);
}
