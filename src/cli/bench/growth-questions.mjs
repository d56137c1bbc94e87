// @ts-check

/** @typedef {{ title: string, procedure: string, input: object | undefined, boundMs: number }} Question */
/**
 * @typedef {Record<string, string>} Known
 * @typedef {[title: string, procedure: string, input?: object, boundMs?: number]} Asked
 */

/** Below this a person does not feel what a screen waits for, however fast it was in a small shop. */
const FELT_FROM_MS = 60;
/** A report of a year reads what was sold in two; somebody asks for it now and then, and waits for it. */
const REPORT_MS = 1_000;

const PALETTE = { limit: 6 };
const PAGE = { limit: 50 };
/** Enough of a SKU for one product, as a person types it. */
const SKU_CHARACTERS = 8;
const DAY_MS = 86_400_000;

/**
 * What the screens ask of a shop that has these goods and orders. Each line is the same question in every shop.
 * @param {import("postgres").Sql} sql @returns {Promise<Question[]>}
 */
export async function questionsOf(sql) {
  const known = await readKnown(sql);
  const all = [aboutPalette, aboutOrders, aboutDocumentsAndCustomers, aboutGoods, aboutFigures].flatMap((about) =>
    about(known),
  );
  return all.map(([title, procedure, input, boundMs = FELT_FROM_MS]) => ({ title, procedure, input, boundMs }));
}

/** @param {Known} known @returns {Asked[]} */
const aboutPalette = (known) => [
  ["palette, orders by part of a SKU", "orders.list", { search: known.sku, ...PALETTE }],
  ["palette, orders by number", "orders.list", { search: known.number, ...PALETTE }],
  ["palette, orders of nothing", "orders.list", { search: "nobody-has-this", ...PALETTE }],
  ["palette, orders by a common word", "orders.list", { search: known.word, ...PALETTE }],
  ["palette, orders by two letters", "orders.list", { search: known.letters, ...PALETTE }],
  ["palette, variants by part of a SKU", "catalog.searchVariants", { query: known.sku, ...PALETTE }],
  ["palette, variants by two letters", "catalog.searchVariants", { query: known.letters, ...PALETTE }],
  ["palette, variants by two rare letters", "catalog.searchVariants", { query: "qx", ...PALETTE }],
  ["palette, variants by a common word", "catalog.searchVariants", { query: known.word, ...PALETTE }],
  ["palette, variants by two words", "catalog.searchVariants", { query: `${known.word} small`, ...PALETTE }],
  ["palette, customers by two letters", "customers.list", { search: "be", ...PALETTE }],
  ["palette, customers by two rare letters", "customers.list", { search: "qx", ...PALETTE }],
  ["palette, bins", "inventory.searchBins", { query: known.bin, ...PALETTE }],
];

/** @param {Known} known @returns {Asked[]} */
const aboutOrders = (known) => [
  ["orders", "orders.list", PAGE],
  ["orders partly shipped", "orders.list", { fulfilment: "partial", ...PAGE }],
  ["orders to ship", "orders.list", { toShip: true, descending: false, ...PALETTE }],
  ["orders by customer's name", "orders.list", { search: known.customer, ...PAGE }],
  ["orders shipped whole, by number", "orders.list", { fulfilment: "full", sort: "number", ...PAGE }],
  ["orders cancelled, by total", "orders.list", { status: "cancelled", sort: "total", ...PAGE }],
  ["orders completed that shipped nothing", "orders.list", { status: "completed", fulfilment: "none", ...PAGE }],
  ["orders by a word that most products have", "orders.list", { search: "small", ...PAGE }],
  ["orders of a product sold long ago", "orders.list", { search: known.oldest, ...PAGE }],
  ["orders to invoice", "orders.list", { toInvoice: true, ...PAGE }],
  ["orders promised for before today", "orders.list", { promised: "overdue", ...PAGE }],
  ["orders promised for this week", "orders.list", { promised: "week", ...PAGE }],
  ["orders overdue, by due day", "orders.list", { payment: "overdue", sort: "due", ...PAGE }],
  ["orders unpaid", "orders.list", { payment: "unpaid", ...PAGE }],
  ["orders paid, by total", "orders.list", { payment: "paid", sort: "total", ...PAGE }],
  ["orders with a shortage", "orders.list", { isShort: true, ...PAGE }],
  ["orders backordered", "orders.list", { isBackordered: true, ...PAGE }],
  ["orders of a variant", "orders.list", { variantId: known.variantId, ...PAGE }],
  ["orders of the busiest customer", "orders.list", { customerId: known.busiestId, ...PAGE }],
  ["orders of a day long ago", "orders.list", { placedFrom: known.firstDay, placedTo: known.firstDay, ...PAGE }],
];

/** @param {Known} known @returns {Asked[]} */
const aboutDocumentsAndCustomers = (known) => [
  ["money owed", "orders.getReceivables"],
  ["invoices", "invoices.list", PAGE],
  ["invoices overdue", "invoices.list", { state: "overdue", ...PAGE }],
  ["returns", "returns.list", PAGE],
  ["returns by customer's name", "returns.list", { search: known.customer, ...PAGE }],
  ["parcels handed over", "parcels.list", { view: "handed-over", ...PAGE }],
  ["shipments to pack", "parcels.listToPack", PAGE],
  ["pick lists done", "picking.list", { view: "done", ...PAGE }],
  ["customers", "orders.listCustomers", PAGE],
  ["customers search", "orders.listCustomers", { search: known.customer, ...PAGE }],
  ["a customer's totals", "orders.getCustomerTotals", { customerId: known.customerId }],
  ["the busiest customer's totals", "orders.getCustomerTotals", { customerId: known.busiestId }],
  ["the busiest customer's timeline", "history.listCustomerEvents", { customerId: known.busiestId, ...PAGE }],
];

/** @param {Known} known @returns {Asked[]} */
const aboutGoods = (known) => [
  ["stock", "inventory.listStock", PAGE],
  ["stock out", "inventory.listStock", { state: "out", ...PAGE }],
  ["stock low", "inventory.listStock", { state: "low", ...PAGE }],
  ["stock by available", "inventory.listStock", { sort: "available", ...PAGE }],
  ["stock by on hand", "inventory.listStock", { sort: "onHand", ...PAGE }],
  ["stock search", "inventory.listStock", { search: known.word, ...PAGE }],
  ["bins of warehouses", "inventory.countBinContents", {}],
  ["contents of a bin", "inventory.listBinContents", { locationId: known.binId }],
  ["products", "catalog.listProducts", PAGE],
  ["products search", "catalog.listProducts", { search: known.word, ...PAGE }],
  ["categories", "catalog.listCategories"],
  ["a stock card", "inventory.getStockCard", { variantId: known.variantId, ...PAGE }],
];

/** @param {Known} known @returns {Asked[]} */
function aboutFigures(known) {
  const [month, year] = [until(30), until(365)];
  return [
    ["dashboard, sales of 30 days", "orders.listSalesPerDay", { days: 30 }],
    ["dashboard, sales of 365 days", "orders.listSalesPerDay", { days: 365 }],
    ["dashboard, top sellers", "orders.listTopSellers", { days: 30, limit: 5 }],
    ["dashboard, workload", "orders.getWorkload"],
    ["dashboard, stock value", "inventory.listStockValueByWarehouse"],
    ["dashboard, low stock", "inventory.listLowStock", { limit: 8 }],
    ["audit", "history.listAll", PAGE],
    ["audit of an action", "history.listAll", { action: "orders.ship", ...PAGE }],
    ["audit of a word", "history.listAll", { search: known.number, ...PAGE }],
    ["report of a month, items", "reports.listSales", { ...month, by: "item" }, REPORT_MS],
    ["report of a year, items", "reports.listSales", { ...year, by: "item" }, REPORT_MS],
    ["report of a year, items by rate", "reports.listSales", { ...year, by: "item", sort: "rate" }, REPORT_MS],
    ["report of a year, categories", "reports.listSales", { ...year, by: "category" }, REPORT_MS],
    ["report of a year, customers", "reports.listSales", { ...year, by: "customer" }, REPORT_MS],
    ["report of a year, warehouses", "reports.listSales", { ...year, by: "warehouse" }, REPORT_MS],
    ["lines sold of a customer in a year", "reports.listSoldLines", { ...year, customerId: known.busiestId }],
  ];
}

/** @param {import("postgres").Sql} sql @returns {Promise<Known>} */
async function readKnown(sql) {
  const [row] = await sql`
    select o.number::text as number, v.id as "variantId",
      (select customer_id from orders group by 1 order by count(*) desc, 1 limit 1) as "busiestId",
      (select min(placed_at)::date::text from orders) as "firstDay",
      c.name as customer, c.id as "customerId", left(v.sku, ${SKU_CHARACTERS}) as sku,
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

/** So many days, up to today. @param {number} days */
function until(days) {
  const to = new Date();
  return { from: dayOf(new Date(to.getTime() - (days - 1) * DAY_MS)), to: dayOf(to) };
}

/** @param {Date} date */
const dayOf = (date) => date.toISOString().slice(0, 10);
