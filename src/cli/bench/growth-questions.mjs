// @ts-check

/** @typedef {{ title: string, procedure: string, input: object | undefined }} Question */

const FOUND_MAX = 6;
const PAGE_ROWS = 50;
/** Enough of a SKU for one product, as a person types it. */
const SKU_CHARACTERS = 8;

/**
 * What the screens ask of a shop that has these goods and orders. Each line is the same question in every shop.
 * @param {import("postgres").Sql} sql @returns {Promise<Question[]>}
 */
export async function questionsOf(sql) {
  const known = await readKnown(sql);
  const palette = { limit: FOUND_MAX };
  const page = { limit: PAGE_ROWS };
  /** @type {[string, string, (object | undefined)?][]} */
  const questions = [
    ["palette, orders by part of a SKU", "orders.list", { search: known.sku, ...palette }],
    ["palette, orders by number", "orders.list", { search: known.number, ...palette }],
    ["palette, orders of nothing", "orders.list", { search: "nobody-has-this", ...palette }],
    ["palette, orders by a common word", "orders.list", { search: known.word, ...palette }],
    ["palette, orders by two letters", "orders.list", { search: known.letters, ...palette }],
    ["palette, variants by part of a SKU", "catalog.searchVariants", { query: known.sku, ...palette }],
    ["palette, variants by two letters", "catalog.searchVariants", { query: known.letters, ...palette }],
    ["palette, variants by two rare letters", "catalog.searchVariants", { query: "qx", ...palette }],
    ["palette, variants by a common word", "catalog.searchVariants", { query: known.word, ...palette }],
    ["palette, variants by two words", "catalog.searchVariants", { query: `${known.word} small`, ...palette }],
    ["palette, customers by two letters", "customers.list", { search: "be", ...palette }],
    ["palette, customers by two rare letters", "customers.list", { search: "qx", ...palette }],
    ["palette, bins", "inventory.searchBins", { query: known.bin, ...palette }],
    ["orders", "orders.list", page],
    ["orders partly shipped", "orders.list", { fulfilment: "partial", ...page }],
    ["orders to ship", "orders.list", { toShip: true, descending: false, ...palette }],
    ["orders by customer's name", "orders.list", { search: known.customer, ...page }],
    ["orders shipped whole, by number", "orders.list", { fulfilment: "full", sort: "number", ...page }],
    ["orders cancelled, by total", "orders.list", { status: "cancelled", sort: "total", ...page }],
    ["orders completed that shipped nothing", "orders.list", { status: "completed", fulfilment: "none", ...page }],
    ["orders by a word that most products have", "orders.list", { search: "small", ...page }],
    ["orders of a product sold long ago", "orders.list", { search: known.oldest, ...page }],
    ["dashboard, sales of 30 days", "orders.listSalesPerDay", { days: 30 }],
    ["dashboard, sales of 365 days", "orders.listSalesPerDay", { days: 365 }],
    ["dashboard, top sellers", "orders.listTopSellers", { days: 30, limit: 5 }],
    ["dashboard, workload", "orders.getWorkload"],
    ["dashboard, stock value", "inventory.listStockValueByWarehouse"],
    ["dashboard, low stock", "inventory.listLowStock", { limit: 8 }],
    ["stock", "inventory.listStock", page],
    ["stock out", "inventory.listStock", { state: "out", ...page }],
    ["stock low", "inventory.listStock", { state: "low", ...page }],
    ["stock by available", "inventory.listStock", { sort: "available", ...page }],
    ["stock by on hand", "inventory.listStock", { sort: "onHand", ...page }],
    ["stock search", "inventory.listStock", { search: known.word, ...page }],
    ["bins of warehouses", "inventory.countBinContents", {}],
    ["contents of a bin", "inventory.listBinContents", { locationId: known.binId }],
    ["products", "catalog.listProducts", page],
    ["products search", "catalog.listProducts", { search: known.word, ...page }],
    ["categories", "catalog.listCategories"],
    ["customers", "orders.listCustomers", page],
    ["customers search", "orders.listCustomers", { search: known.customer, ...page }],
    ["a customer's totals", "orders.getCustomerTotals", { customerId: known.customerId }],
  ];
  return questions.map(([title, procedure, input]) => ({ title, procedure, input }));
}

/** @param {import("postgres").Sql} sql @returns {Promise<Record<string, string>>} */
async function readKnown(sql) {
  const [row] = await sql`
    select o.number::text as number, c.name as customer, c.id as "customerId", left(v.sku, ${SKU_CHARACTERS}) as sku,
      l.code as bin, l.id as "binId",
      (select lower(word) from products, unnest(string_to_array(title, ' ')) as word
        where length(word) > 3 and word ~ '^[A-Za-z]+$' group by 1 order by count(*) desc, 1 limit 1) as word,
      (select split_part(w.sku, '-', 1) || '-' || split_part(w.sku, '-', 2) from order_lines x
        join variants w on w.id = x.variant_id
        where x.order_id = (select id from orders order by placed_at limit 1) limit 1) as oldest
    from (select * from orders where status = 'completed' order by placed_at desc limit 1) o
    join customers c on c.id = o.customer_id
    join order_lines line on line.order_id = o.id
    join variants v on v.id = line.variant_id
    join shipment_lines shipped on shipped.order_line_id = line.id
    join locations l on l.id = shipped.location_id
    limit 1`;
  return { ...row, letters: String(row?.["word"]).slice(0, 2) };
}
