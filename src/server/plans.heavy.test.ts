import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { loadSample } from "@/cli/sample/load-sample";
import { loadSampleYear } from "@/cli/seed/load-sample-year";
import { ListAll } from "@/modules/history/contract";
import { listAll } from "@/modules/history/list-all";
import { ListStock } from "@/modules/inventory/contract";
import { listStock } from "@/modules/inventory/stock-list";
import { keepSetTotals, SETS_READER } from "@/modules/inventory/totals/keep-set-totals";
import { keepTotals } from "@/modules/inventory/totals/keep-totals";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { ListOrders } from "@/modules/orders/contract";
import { keepSales } from "@/modules/orders/keep-sales";
import { listOrders } from "@/modules/orders/order-list";
import { keepSold } from "@/modules/reports/keep-sold";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { type Database, database, openDatabase } from "@/platform/database/db";
import { sweepAll } from "@/platform/database/retention";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nodesOf, plansOf, rowsRead, statementsOf } from "@/testing/plans";
import { type Shape, shapeOf } from "@/testing/sample-input";
import { appRouter } from "./router";

/*
 * Every query of the router is asked on a shop of some years, once as it is opened and once for each of its filters and
 * sorts, and the plans of its statements are read, the first and the one that is kept for a statement asked often: none
 * may look at more than a page needs of a table that grows. A new query or filter is among them by itself.
 */

const PATIENCE_MS = 600_000;
const SIZES = { variants: 4_000, orders: 12_000, movements: 60_000 };
/** A table with so many rows in the sample is one that grows, */
const GROWS_FROM = 1_900;
/** and of it a statement may look at so many rows. */
const ROWS_READ_MAX = 1_500;

/** Where a page is found by an index in its order. */
const ROWS_OF_PAGE_MAX = 300;

/** What reads a whole table on purpose, and why that is bearable. */
const WHOLE: Readonly<Record<string, string>> = {
  "ledger.verify": "adds everything up again; for the night",
  "orders.list search=...": "where many products have the words, a pass over variants that ends at 2,000 orders",
  "orders.list search by a part of many references": "as above: ends at 2,000 orders",
  "orders.list tag by total": "looked for among the next 20,000 by total, before all that have the tag are sorted",
  "orders.listCustomers": "counts the orders of the customers on the page",
  "inventory.listLowStock": "what is available against each reorder point",
  "inventory.listStock sort=available": "first what has no stock: by two indexes of all items, until a page is full",
  "inventory.listStock sort=onHand": "first what has no stock, as above",
  "inventory.listStock state=low": "what is available against each reorder point",
  "inventory.listStock state=out": "by title, until a page of items without stock is found",
  "catalog.searchVariants query=small": "half of all have the word: a pass that ends at the first 1,001 of them",
  "catalog.listCategories": "counts the products of each category",
  "inventory.countBinContents": "counts what is in each bin of the page",
  "reports.listSales": "the sums of each day of two periods of at most a year, and what left on open days; see below",
  "reports.listSoldLines": "what left in a period, which is sorted for its newest",
  "privacy.getPersonalData": "all orders of one customer, with the names of everything in them; a few times a year",
};

/** What people ask beside what each field is given: words that half of all variants have. */
const MORE: Readonly<Record<string, readonly { label: string; input: Record<string, unknown> }[]>> = {
  "catalog.searchVariants": ["small", "small large", "small large 000"].map((query) => ({
    label: ` query=${query}`,
    input: { query },
  })),
  "orders.list": [
    { label: " search by reference", input: { search: "po-700004" } },
    { label: " search by a part of many references", input: { search: "po-70" } },
    { label: " tag of few", input: { tag: "fair" } },
    { label: " tag by total", input: { tag: "gift", sort: "total" } },
  ],
};

/** What asks the database nothing: nobody is signed in here, and nobody asks by a key. */
const SILENT: readonly string[] = ["users.getMe", "users.getToken"];

const store = testDatabase({ keepRows: true });
let owner: Database;
let known: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  owner = openDatabase({ url: store.url, max: 1, applicationName: "sample", deadlineMs: PATIENCE_MS });
  await loadSampleYear(systemContext(store.db), { report: () => {}, keepSignIns: async () => {} });
  await loadSample(owner.db, currentDate(), SIZES, () => {});
  await sweepAll(store.db, [keepSales, keepSold]);
  for (const keep of [keepTotals, keepSetTotals, keepValues]) await keep(systemContext(store.db));
  // One carrier has few of all orders, of all times.
  const { carrierId } = await createCarrier(systemContext(store.db), { name: "DHL", services: [], trackingLink: "" });
  await store.owner`update orders set carrier_id = ${carrierId} where number % 400 = 0`;
  await store.owner`vacuum analyze`;
  const [row] = await store.owner`
    select o.customer_id as "customerId", o.warehouse_id as "warehouseId", o.id as "orderId", o.number::int as number,
      l.variant_id as "variantId", v.product_id as "productId", b.location_id as "locationId", b.lot_id as "lotId",
      v.sku as code,
      p.category_id as "categoryId", p.vendor, u.id as "userId"
    from orders o join order_lines l on l.order_id = o.id join variants v on v.id = l.variant_id
    join products p on p.id = v.product_id
    join stock_balances b on b.variant_id = v.id and b.warehouse_id = o.warehouse_id
    join users u on u.id = o.placed_by
    where o.status = 'confirmed' and p.handle like 'sample-%'
    order by (select count(*) from orders own where own.customer_id = o.customer_id) desc, o.number, l.position,
      b.location_id, b.lot_id limit 1`;
  const { variantId, productId } = row ?? {};
  known = {
    ...row,
    lotId: row?.["lotId"] ?? newId(),
    entityId: row?.["orderId"],
    actorId: row?.["userId"],
    variantIds: [variantId],
    productIds: [productId],
    orderIds: [row?.["orderId"]],
    lines: [{ variantId, quantity: 1 }],
    carrierId,
    country: "DE",
    days: 30,
    quantity: 1,
    change: -1,
    search: "amber lamp",
    tag: "gift",
    query: "amber lamp",
    placedFrom: "2026-01-01",
    placedTo: "2026-01-31",
    from: "2026-01-01",
    to: "2026-01-31",
    until: "2026-01-31",
    action: "orders.place",
    keyId: newId(),
    sessionId: newId(),
  };
}, PATIENCE_MS);
afterAll(() => owner.end());

const Definition = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)) });
const queries = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return type === "query" && inputs[0] ? [{ name, shape: objectOf(shapeOf(inputs[0])) }] : [];
});

function objectOf(shape: Shape): Shape {
  return shape.anyOf?.find(({ type }) => type === "object") ?? shape;
}

/** One input as the screen opens it, and one for each filter and sort. */
function inputsOf({ properties = {}, required = [] }: Shape): { label: string; input: Record<string, unknown> }[] {
  const base = Object.fromEntries(
    required.map((name) => [name, name in known ? known[name] : (properties[name]?.enum?.[0] ?? newId())]),
  );
  const narrowed = Object.entries(properties).flatMap(([name, shape]) =>
    required.includes(name) || ["cursor", "limit", "direction"].includes(name)
      ? []
      : valuesOf(name, shape).map((value) => ({
          label: ` ${name}=${name in known ? "..." : String(value)}`,
          input: { ...base, [name]: value },
        })),
  );
  return [{ label: "", input: base }, ...narrowed];
}

function valuesOf(name: string, shape: Shape): unknown[] {
  const one = shape.anyOf?.find(({ type }) => type !== "null") ?? shape;
  // An address that something goes to is no day, though both are called `to`.
  if (name in known && one.type !== "object") return [known[name]];
  if (one.enum) return one.enum;
  return one.type === "boolean" ? [true] : [];
}

async function asked(name: string, input: object) {
  const [module = "", procedure = ""] = name.split(".");
  const caller: unknown = appRouter.createCaller({ ...systemContext(store.db), idempotencyKey: null });
  const call: unknown = Reflect.get(Object(Reflect.get(Object(caller), module)), procedure);
  if (typeof call !== "function") throw new Error(`There is no ${name}.`);
  // A list is asked through the pool of the process, on whose replicas it may be read.
  return statementsOf([store.database, database()], () => call(input));
}

async function greedyNodes(growing: ReadonlySet<string>, name: string, input: object): Promise<string[]> {
  const found = new Set<string>();
  for (const statement of await asked(name, input)) {
    if (!/^\s*(select|with)\b/i.test(statement.text)) continue;
    for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf)) {
      const table = String(node["Relation Name"]);
      if (growing.has(table) && rowsRead(node) > ROWS_READ_MAX)
        found.add(`${String(node["Node Type"])} reads ${rowsRead(node)} rows of ${table}`);
    }
  }
  return [...found];
}

test("no query looks at all rows of a table that grows", { timeout: PATIENCE_MS }, async () => {
  const tables = await store.owner<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${GROWS_FROM}`;
  const growing = new Set(tables.map(({ name }) => name));
  expect([...growing]).toEqual(expect.arrayContaining(["orders", "order_lines", "variants", "stock_movements"]));
  const greedy: Record<string, string[]> = {};
  for (const { name, shape } of queries) {
    for (const { label, input } of [...inputsOf(shape), ...(MORE[name] ?? [])]) {
      if (`${name}${label}` in WHOLE || name in WHOLE) continue;
      const found = await greedyNodes(growing, name, input);
      if (found.length > 0) greedy[`${name}${label}`] = found;
    }
  }
  expect(greedy).toEqual({});
});

test("a page of stock is found by the index of its order", { timeout: PATIENCE_MS }, async () => {
  const { nextCursor } = await listStock(systemContext(store.db), ListStock.parse({}));
  for (const cursor of [null, nextCursor]) {
    const statement = (await asked("inventory.listStock", { cursor })).at(-1);
    expect(statement?.text).toContain("page");
    const read = (statement ? await plansOf(store.owner, statement) : []).flatMap(nodesOf).map(rowsRead);
    expect(Math.max(...read)).toBeGreaterThan(0);
    expect(Math.max(...read)).toBeLessThan(ROWS_OF_PAGE_MAX);
  }
});

test("so is one by what is available to somebody of several warehouses", { timeout: PATIENCE_MS }, async () => {
  const rows = await store.owner<
    { id: string }[]
  >`select id from locations where kind = 'warehouse' order by id limit 2`;
  const person = await testContext(store.db, { warehouses: rows.map(({ id }) => id) });
  await store.owner`delete from fact_readers where name = ${SETS_READER}`;
  await keepSetTotals(systemContext(store.db));
  await store.owner`vacuum analyze stock_set_totals`;
  const input = ListStock.parse({ sort: "available", descending: true });
  const statements = await statementsOf([store.database, database()], () => listStock(person, input));
  const read = (await Promise.all(statements.map((statement) => plansOf(store.owner, statement))))
    .flat()
    .flatMap(nodesOf);
  expect(statements.at(-1)?.text).toContain("stock_set_totals");
  expect(Math.max(...read.map(rowsRead))).toBeLessThan(ROWS_OF_PAGE_MAX);
});

test("so are the orders of somebody whose warehouses have none of the newest", { timeout: PATIENCE_MS }, async () => {
  const warehouses = [newId(), newId()];
  await store.owner.begin(async (owner) => {
    for (const [nth, id] of warehouses.entries())
      await owner`
        insert into locations (id, kind, warehouse_id, code, name, created_at)
        values (${id}, 'warehouse', ${id}, ${`OLD-${nth}`}, 'Closed', now())`;
    await owner`alter table orders disable trigger user`;
    await owner`
      update orders set warehouse_id = ${warehouses[0] ?? ""}
      where id in (select id from orders where status = 'completed' order by placed_at limit 200)`;
    await owner`alter table orders enable trigger user`;
  });
  await store.owner`vacuum analyze orders`;
  const person = await testContext(store.db, { warehouses });
  const lists = [{}, { status: "completed" }, { status: "on_hold" }, { fulfilment: "full" }, { fulfilment: "none" }];
  for (const list of lists) {
    const work = () => listOrders(person, ListOrders.parse({ ...list, limit: 20 }));
    for (const statement of await statementsOf([store.database, database()], work)) {
      const nodes = (await plansOf(store.owner, statement)).flatMap(nodesOf);
      const read = nodes.filter((node) => node["Relation Name"] === "orders").map(rowsRead);
      expect(Math.max(0, ...read), JSON.stringify(list)).toBeLessThan(ROWS_OF_PAGE_MAX);
    }
  }
});

test("what is rare in the audit, or in a quiet warehouse, is found by an index", { timeout: PATIENCE_MS }, async () => {
  const [quiet, busy] = [newId(), newId()];
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id, warehouse_ids)
    select uuidv7(), now(), 'orders.ship', 'order', ${newId()}, '#', 'r', ${store.owner.array([busy])}::uuid[]
    from generate_series(1, 20000)`;
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id, warehouse_ids)
    select ('0000' || substr(uuidv7()::text, 5))::uuid, now(), 'inventory.renameLocation', 'location', ${newId()},
      'A-1', 'r', (${store.owner.array([quiet, busy])}::uuid[])[1:case when n = 1 then 2 else 1 end]
    from generate_series(1, 3) n`;
  await store.owner`vacuum analyze audit_entries`;
  for (const input of [{ action: "inventory.renameLocation" }, { warehouseId: quiet }, { warehouseId: busy }]) {
    const read: number[] = [];
    for (const statement of await asked("history.listAll", input))
      for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf))
        if (node["Relation Name"] === "audit_entries") read.push(rowsRead(node));
    expect(Math.max(...read), JSON.stringify(input)).toBeLessThan(ROWS_OF_PAGE_MAX);
  }
});

test("what one session did is found by its index, however much others do", { timeout: PATIENCE_MS }, async () => {
  await store.owner`
    with made as (
      insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
      select uuidv7(), now(), 'orders.place', 'order', uuidv7(), '#', 'r' from generate_series(1, 20000) returning id)
    insert into audit_sessions (id, session_id)
    select id, (${store.owner.array([newId(), newId(), newId()])}::uuid[])[row_number() over () % 3 + 1] from made`;
  const sessionId = newId();
  await store.owner`
    with made as (
      insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
      select ('0000' || substr(uuidv7()::text, 5))::uuid, now(), 'orders.place', 'order', uuidv7(), '#', 'r'
      from generate_series(1, 30) returning id)
    insert into audit_sessions (id, session_id) select id, ${sessionId} from made`;
  await store.owner`vacuum analyze audit_entries, audit_sessions`;
  for (const statement of await asked("history.listAll", { sessionId }))
    for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf))
      if (node["Relation Name"] === "audit_entries" || node["Relation Name"] === "audit_sessions")
        expect(rowsRead(node)).toBeLessThan(ROWS_OF_PAGE_MAX);
});

test("so is all that somebody of a quiet warehouse reads of the audit", { timeout: PATIENCE_MS }, async () => {
  const [quiet, other, busy] = [newId(), newId(), newId()];
  for (const [nth, id] of [quiet, other].entries())
    await store.owner`
      insert into locations (id, kind, warehouse_id, code, name, created_at)
      values (${id}, 'warehouse', ${id}, ${`STILL-${nth}`}, 'Still', now())`;
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id, warehouse_ids)
    select uuidv7(), now(), 'orders.ship', 'order', ${newId()}, '#', 'r', ${store.owner.array([busy])}::uuid[]
    from generate_series(1, 20000)`;
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
    select uuidv7(), now(), 'customers.create', 'customer', ${newId()}, 'Ada', 'r' from generate_series(1, 2000)`;
  await store.owner`vacuum analyze audit_entries`;
  const person = await testContext(store.db, { role: "manager", warehouses: [quiet, other] });
  const read: number[] = [];
  for (const input of [{}, { kind: "order" }, { action: "orders.ship" }])
    for (const statement of await statementsOf([store.database, database()], () =>
      listAll(person, ListAll.parse({ ...input, limit: 20 })),
    ))
      for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf))
        if (node["Relation Name"] === "audit_entries") read.push(rowsRead(node));
  expect(Math.max(...read)).toBeLessThan(ROWS_OF_PAGE_MAX);
});

test("a report reads the sums of its days, and no lines of days that are kept", { timeout: PATIENCE_MS }, async () => {
  const [days] = await store.owner<{ from: string; to: string; sums: number }[]>`
    select (kept.last - 6)::text as from, kept.last::text as to, greatest(
      (select count(*)::int from sold_by_variant where day > kept.last - 14),
      (select count(*)::int from sold_by_customer where day > kept.last - 14)) as sums
    from (select max(day) as last from sold_days where is_kept) kept`;
  const period = { from: days?.from, to: days?.to };
  expect(days?.sums).toBeGreaterThan(0);
  for (const by of ["item", "category", "customer", "warehouse"]) {
    const read: Record<string, number> = {};
    for (const statement of await asked("reports.listSales", { by, ...period }))
      for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf)) {
        const table = String(node["Relation Name"]);
        read[table] = Math.max(read[table] ?? 0, rowsRead(node));
      }
    for (const table of ["shipments", "shipment_lines", "order_lines", "return_receipts"])
      expect(read[table] ?? 0, `${by}: ${table}`).toBe(0);
    const sums = read["sold_by_variant"] ?? read["sold_by_customer"] ?? 0;
    expect(sums, by).toBeGreaterThan(0);
    expect(sums, by).toBeLessThanOrEqual(days?.sums ?? 0);
  }
});

test("a word that all goods have is looked for among the newest orders", { timeout: PATIENCE_MS }, async () => {
  const passes: string[] = [];
  for (const statement of await asked("orders.list", { search: "small" }))
    for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf))
      if (node["Node Type"] === "Seq Scan" && rowsRead(node) > ROWS_READ_MAX)
        passes.push(String(node["Relation Name"]));
  expect(passes).toEqual([]);
});

test("what each query asks of the database is seen here", { timeout: PATIENCE_MS }, async () => {
  const silent: string[] = [];
  for (const { name, shape } of queries) {
    for (const { label, input } of inputsOf(shape))
      if ((await asked(name, input)).length === 0) silent.push(`${name}${label}`);
  }
  expect(silent).toEqual(SILENT);
});

test("what reads a whole table on purpose is still there", () => {
  const asked = queries.flatMap(({ name, shape }) =>
    [...inputsOf(shape), ...(MORE[name] ?? [])].map(({ label }) => `${name}${label}`),
  );
  expect(Object.keys(WHOLE).filter((name) => !asked.includes(name))).toEqual([]);
});
