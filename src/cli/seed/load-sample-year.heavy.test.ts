import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc, inArray, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { listHistory } from "@/modules/history/queries";
import { ListOrders } from "@/modules/orders/contract";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { isPassword } from "@/modules/users/password";
import { users } from "@/modules/users/schema";
import { auditEntries } from "@/platform/audit/schema";
import { outbox } from "@/platform/outbox/schema";
import { verifyBooks } from "@/server/verify-books";
import { SYSTEM_USER_ID } from "@/shared/access";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { loadSampleYear } from "./load-sample-year";
import { type SignIn, writeSignIns } from "./sign-ins";

/** Loading takes some 5 s on two idle cores; a busy machine is slower and fails nothing. */
const PATIENCE = { timeout: 300_000 };

/** Tables that fill as people sign in, ask and upload. A chapter fills those of a new module. */
const NOT_YET_USED = [
  [
    "adjustment_limits",
    "api_key_warehouses",
    "api_keys",
    "approval_requests",
    "audit_addresses",
    "audit_proofs",
    "audit_redactions",
    "audit_seal_blocks",
    "audit_seals",
    "audit_sessions",
    "audit_sweeps",
    "backups",
    "claims",
    "count_requests",
    "customer_notes",
    "default_views",
    "discount_limits",
    "factor_policies",
    "idempotency_keys",
    "import_uploads",
    "inboxes",
    "invoice_logos",
    "job_modules",
    "known_devices",
  ],
  [
    "ledger_proofs",
    "list_exports",
    "notice_reads",
    "notification_choices",
    "one_time_links",
    "order_mails",
    "password_tries",
    "pick_waves",
    "price_list_customers",
    "print_runs",
    "processes",
    "product_import_codes",
    "product_import_effects",
    "product_import_mappings",
  ],
  ["product_import_notes", "product_import_problems", "product_imports"],
  ["sales_by_variant", "sales_by_warehouse", "saved_views"],
  ["second_factors", "secret_checks", "security_events", "sessions", "sign_in_tickets"],
  ["sold_by_customer", "sold_by_variant"],
  ["stock_counts", "stock_holds"],
  ["stock_set_totals", "stock_sets", "stock_totals", "stock_values"],
  // Of the release before.
  ["tax_rates"],
  ["warehouse_values"],
].flat();

describe("a sample year in an empty database", () => {
  const database = testDatabase({ keepRows: true });
  let signIns: readonly SignIn[] = [];

  test("is loaded, and its books balance", PATIENCE, async () => {
    const began = Date.now();
    let committed = 0;
    const keepSignIns = async (made: readonly SignIn[]) => {
      signIns = made;
      committed = await database.db.$count(users);
    };
    expect(await loadSampleYear(systemContext(database.db), { report: () => {}, keepSignIns })).toBe(true);
    expect(committed, "others see nothing of it before its sign-ins are kept").toBe(1);
    const seconds = (Date.now() - began) / 1000;
    console.log(`The sample year was loaded in ${seconds.toFixed(1)} s.`);
    expect(await verifyBooks(database)).toMatchObject({ isSound: true, differences: [] });
  });

  test("has something in every table, but for what nobody has come to yet", async () => {
    const tables = await database.owner<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'`;
    const isEmpty = ({ name }: { name: string }) =>
      `select '${name}' as name where not exists (select from public."${name}")`;
    const empty = await database.owner.unsafe(tables.map(isEmpty).join(" union "));
    expect(empty.map(({ name }) => String(name)).toSorted()).toEqual(NOT_YET_USED);
  });

  test("lets in one person of each role, and nobody by an empty password", async () => {
    expect(signIns.map(({ role }) => role)).toEqual(["admin", "manager", "staff"]);
    const people = await database.db.select().from(users);
    for (const { email, password } of signIns) {
      expect(password).toHaveLength(20);
      expect(await isPassword(password, people.find((person) => person.email === email)?.passwordHash ?? null)).toBe(
        true,
      );
    }
    expect(people.filter(({ status }) => status === "active")).toHaveLength(8);
  });

  test("ends with work that went through the operations, in the names of people", async () => {
    const actions = [
      ["inventory.receiveStock", "inventory.moveStock", "orders.place", "orders.ship"],
      ["returns.authorise", "returns.receive", "returns.refund", "returns.close", "returns.exchange", "returns.cancel"],
      ["invoices.issue", "orders.setDueDay", "invoices.credit"],
      ["picking.create", "picking.take", "picking.confirmPick", "orders.promiseLine"],
      ["parcels.createCarrier", "parcels.pack", "parcels.handOver"],
      ["pricing.create", "pricing.assignGroup", "pricing.loadEntries", "catalog.createProduct"],
      ["orders.addComment"],
    ].flat();
    const facts = await database.db.select().from(outbox);
    const written = await database.db
      .select()
      .from(auditEntries)
      .where(inArray(auditEntries.requestId, [...new Set(facts.map(({ requestId }) => requestId))]))
      .orderBy(asc(auditEntries.id));
    expect([...new Set(written.map(({ action }) => action))]).toEqual(actions);
    expect(written.filter(({ actorId }) => actorId === null || actorId === SYSTEM_USER_ID)).toEqual([]);
  });

  test("has a history in the order of time", async () => {
    const entries = await database.db.select().from(auditEntries).orderBy(asc(auditEntries.id));
    const moments = entries.map(({ occurredAt }) => occurredAt.getTime());
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  });

  test("goes on: the next order takes the next number, in a list that shows it first", async () => {
    const ctx = systemContext(database.db, { action: "orders.place" });
    const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
    const [stock] = await database.db.execute<{ warehouse_id: string; variant_id: string }>(
      sql`
        select warehouse_id, variant_id from stock_availability
        where on_hand - reserved > 5 order by version desc limit 1`,
    );
    if (!stock) throw new Error("The sample shop has nothing on hand.");
    const last = await listOrders(ctx, ListOrders.parse({ limit: 1 }));
    const lines = [{ variantId: stock.variant_id, quantity: 2 }];
    const { number } = await placeOrder(ctx, { customerId, warehouseId: stock.warehouse_id, lines, confirm: true });
    expect(number.value).toBe((last.rows[0]?.number ?? 0) + 1);
    expect((await listOrders(ctx, ListOrders.parse({ limit: 1 }))).rows[0]?.number).toBe(number.value);
    expect(await verifyBooks(database)).toMatchObject({ isSound: true });
  });

  test("has a history that names who did what", async () => {
    const { rows } = await listHistory(systemContext(database.db), { limit: 200 });
    expect(rows.length).toBe(200);
    expect(rows.filter(({ actorName }) => actorName === null)).toEqual([]);
    expect(new Set(rows.map(({ actorName }) => actorName)).size).toBeGreaterThan(3);
  });

  test("is not loaded a second time", async () => {
    expect(
      await loadSampleYear(systemContext(database.db), {
        report: () => {},
        keepSignIns: () => Promise.reject(new Error("kept twice")),
      }),
    ).toBe(false);
  });
});

describe("a database that is not ready for it", () => {
  const database = testDatabase();

  test("keeps its own people and gets nothing", async () => {
    await testContext(database.db);
    expect(await loadSampleYear(systemContext(database.db), { report: () => {}, keepSignIns: async () => {} })).toBe(
      false,
    );
  });
});

test("sign-ins are for the eyes of their owner, and replace older ones whole", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "sign-ins-")), "sign-ins.json");
  await writeSignIns(file, []);
  const signIns: SignIn[] = [
    { role: "staff", name: "Ada Example", email: "ada@example.com", password: "one that nobody has" },
  ];
  await writeSignIns(file, signIns);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(signIns);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
