import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdUpload } from "@/modules/imports/hold-upload";
import { keepSetTotals } from "@/modules/inventory/totals/keep-set-totals";
import { keepTotals } from "@/modules/inventory/totals/keep-totals";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { placeOrder } from "@/modules/orders/place-order";
import { rememberDevice } from "@/modules/users/sessions/known-devices";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { outbox } from "@/platform/outbox/schema";
import { allHandlers } from "@/server/jobs";
import { appRouter } from "@/server/router";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { systemContext, testContext } from "@/testing/context";
import { spareDatabase, testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import {
  folderOfRelease,
  namesOfMigrations,
  putRows,
  readCatalog,
  readReleases,
  readRows,
  type Release,
  writeRelease,
} from "@/testing/release";
import { aShop } from "@/testing/shop";
import type { ShopAtWork } from "@/testing/shop-at-work";
import { receiveStock } from "@/testing/stock";
import { VALID_INPUTS } from "@/testing/valid-inputs";
import { type Db, openDatabase } from "./db";
import { migrate } from "./migrations";
import { schemaState } from "./schema-state";
import { unknownSecrets } from "./secret-checks";

const releases = readReleases();
/**
 * Nobody asks over a network, no worker runs, no handler needs a claim so far, and of days that are over sales are kept
 * and proofs made.
 */
const EMPTY_AT_REST = [
  "audit_addresses",
  "audit_proofs",
  "audit_seal_blocks",
  "audit_seals",
  "audit_sessions",
  "audit_sweeps",
  "backups",
  "job_modules",
  "ledger_proofs",
  "processes",
  "sales_by_variant",
  "sales_by_warehouse",
  "sales_days",
  "sign_in_tickets",
  "sold_by_customer",
  "sold_by_variant",
  "sold_days",
  // Of the release before.
  "tax_rates",
];
/** Tables that a migration has emptied into others, each with a test of its own. */
const REPLACED = ["opening_stock"];
const withoutReplaced = (rows: Release["rows"]): Release["rows"] =>
  Object.fromEntries(Object.entries(rows).filter(([table]) => !REPLACED.includes(table)));

const files = mkdtempSync(path.join(tmpdir(), "quartermaster-releases-"));
process.env["FILES_DIR"] = files;

const fresh = testDatabase();
let spare: { url: string; drop: () => Promise<void> };
let old: Sql;

beforeEach(async () => {
  spare = await spareDatabase("upgrade");
  old = postgres(spare.url, { max: 1, onnotice: () => {} });
});
afterEach(async () => {
  await old.end({ timeout: 5 });
  await spare.drop();
  rmSync(files, { recursive: true, force: true });
});

/** Of each release that was asked for, a database as it left it. */
const left = new Map<Release, Awaited<ReturnType<typeof spareDatabase>>>();
afterAll(async () => {
  for (const { drop } of left.values()) await drop();
});

/** The spare database, as that release left it. */
async function asLeftBy(release: Release): Promise<void> {
  const known = left.get(release) ?? (await spareDatabase(`left_${left.size}`));
  if (!left.has(release)) {
    const folder = folderOfRelease(release);
    await migrate(known.url, { folder }).finally(() => rmSync(folder, { recursive: true }));
    left.set(release, known);
  }
  spare = await spareDatabase("upgrade", new URL(known.url).pathname.slice(1));
}

/** What a migration asked for or brought is new, and no row of the release. */
const isOfUpgrade = (row: Record<string, unknown>) => row["request_id"] === "upgrade" || row["kind"] === "quarantine";

/** What that release knew of each of today's rows. */
function asKnownTo(release: Release, rows: Release["rows"]): Release["rows"] {
  const known = Object.entries(withoutReplaced(release.rows)).map(([table, before]) => {
    const columns = new Set(Object.keys(before[0] ?? {}));
    const seen = (rows[table] ?? [])
      .filter((row) => !isOfUpgrade(row))
      .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column))));
    return [table, inOrder(seen)] as const;
  });
  return Object.fromEntries(known);
}

const inOrder = (rows: Record<string, unknown>[]) =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe.each(releases)("the database of the release that ended with $tag", (release) => {
  test("is made today as it was made then", async () => {
    await asLeftBy(release);
    expect(namesOfMigrations().slice(0, release.migrations.length)).toEqual(release.migrations);
    expect(await readCatalog(old)).toEqual(release.catalog);
  });

  test("upgraded with its rows, is like one made from nothing, keeps every row, and goes on working", async () => {
    await asLeftBy(release);
    await putRows(old, release.rows);
    await migrate(spare.url);

    expect(await readCatalog(old)).toEqual(await readCatalog(fresh.owner));
    expect(asKnownTo(release, await readRows(old))).toEqual(asKnownTo(release, release.rows));
    const database = openUpgraded();
    expect(await schemaState(database.db)).toBe("current");
    const ctx = await testContext(database.db);
    const { variant, ...head } = await aShop(ctx, { UPGRADED: 5 }, "UPGRADED");
    await placeOrder(ctx, {
      customerId: head.customerId,
      warehouseId: head.warehouseId,
      lines: [{ variantId: variant.UPGRADED, quantity: 5 }],
      confirm: true,
    });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
    await database.end();
  });
});

function theFirst(): Release {
  const [first] = releases;
  if (!first) throw new Error("The first release is gone.");
  return first;
}

const openUpgraded = () =>
  openDatabase({ url: spare.url, max: 2, applicationName: "tests", role: "quartermaster_app" });

test("the history of the first release hides the costs that were hidden then, and nothing more", async () => {
  await asLeftBy(theFirst());
  const write = (label: string, before: object | null, after: object | null) => old`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, before, after, request_id)
    values (${newId()}, now(), 'tests.act', 'product', ${newId()}, ${label}, ${old.json(Object(before))},
      ${after && old.json(Object(after))}, 'tests')`;
  await write("Tea", { cost: 5, title: "Tea", packs: [] }, { lines: [{ sku: "A", note: { stockValue: 14 } }] });
  await write("Cup", { title: "Cup" }, null);
  await migrate(spare.url);

  expect([...(await old`select label, confidential from audit_entries order by label desc`)]).toEqual([
    { label: "Tea", confidential: ["cost", "stockValue"] },
    { label: "Cup", confidential: [] },
  ]);
});

test("opening stock that the first release stated and did not post is posted after the upgrade, once", async () => {
  const first = theFirst();
  await asLeftBy(first);
  await putRows(old, first.rows);
  const stated = await old<{ importId: string; variantId: string }[]>`
    select import_id as "importId", variant_id as "variantId" from opening_stock`;
  const [posted] = stated;
  if (!posted) throw new Error("The first release stated no opening stock.");
  const [waiting, refused] = [newId(), newId()];
  await stateStock(posted, { variantId: waiting, sku: "WAITS-1", row: 3, quantity: 7 });
  await stateStock(await importIntoArchivedBin(posted.importId), {
    variantId: refused,
    sku: "WAITS-2",
    row: 4,
    quantity: 2,
  });
  await migrate(spare.url);

  const database = openUpgraded();
  await workOff(database.db);
  await workOff(database.db);
  const moved = await old<{ variantId: string; quantity: string }[]>`
    select variant_id as "variantId", quantity from stock_movements
    where variant_id in (${posted.variantId}, ${waiting}, ${refused}) order by quantity::int`;
  expect(moved).toEqual([
    { variantId: posted.variantId, quantity: "4" },
    { variantId: waiting, quantity: "7" },
  ]);
  expect(
    await old`select "row", value, reason from product_import_problems where phase = 'apply' and "row" = 4`,
  ).toEqual([{ row: 4, value: "2", reason: expect.stringContaining("OLD-BIN") }]);
  expect(await verifyBooks({ db: database.db })).toMatchObject({ isSound: true });
  await database.end();
});

/** What a chunk of the first release left in the transaction that brought its products in. */
async function stateStock(
  { importId, variantId: like }: { importId: string; variantId: string },
  { variantId, sku, row, quantity }: { variantId: string; sku: string; row: number; quantity: number },
): Promise<void> {
  await old`
    insert into variants (id, product_id, sku, option_values, position, price, currency, created_at, updated_at)
    select ${variantId}, product_id, ${sku}, array[${sku}], ${row}, price, currency, created_at, updated_at
    from variants where id = ${like}`;
  await old`
    insert into opening_stock (import_id, variant_id, "row", quantity)
    values (${importId}, ${variantId}, ${row}, ${quantity})`;
  await old`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    values ('event', 'catalog.opening-stock-stated',
      ${old.json({ importId, fromRow: row, toRow: row })}, '{}', 'r', now())`;
}

/** The fault of the first release: the bin was archived before the stock was posted. */
async function importIntoArchivedBin(like: string): Promise<{ importId: string; variantId: string }> {
  const [importId, binId] = [newId(), newId()];
  await old`
    insert into locations (id, kind, parent_id, warehouse_id, code, name, created_at, archived_at)
    select ${binId}, 'bin', warehouse_id, warehouse_id, 'OLD-BIN', 'OLD-BIN', now(), now()
    from locations where id = (select opening_bin_id from product_imports where id = ${like})`;
  await old`
    insert into product_imports (id, file_key, file_name, status, format, opening_bin_id, created_by, created_at)
    select ${importId}, file_key, file_name, 'applied', format, ${binId}, created_by, created_at
    from product_imports where id = ${like}`;
  const [stated] = await old<{ variantId: string }[]>`select variant_id as "variantId" from opening_stock limit 1`;
  return { importId, variantId: stated?.variantId ?? "" };
}

test("writes of the release before this one succeed, since its processes work on while this one starts", async () => {
  const [before] = releases.slice(-1);
  await putRows(fresh.owner, withoutReplaced(before?.rows ?? {}));
  expect(await verifyBooks({ db: fresh.db })).toMatchObject({ isSound: true });
});

/**
 * Keeps this release when QM_KEEP_RELEASE is set: do that once, when no migration will be added to it any more.
 * Otherwise it only shows that there is something of everything to be kept.
 */
test("a shop in which everything was done once has rows in every table", { timeout: 120_000 }, async () => {
  const actor = await aSession(fresh.db, await aPerson(fresh.db, { role: "admin" }));
  const ctx = { db: fresh.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  const shop: ShopAtWork = { ...(await aShop(ctx, { TEA: 100 })), ctx };
  for (const [module, ofModule] of Object.entries(VALID_INPUTS)) {
    // Some acts of the module before lose all there is.
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 300 }] });
    for (const [name, inputOf] of Object.entries<(shop: ShopAtWork) => unknown>(ofModule))
      await callOnce(shop, `${module}.${name}`, await inputOf(shop));
  }
  await workOff(fresh.db);
  const { warehouseId: beside } = await aShop(ctx, { MUG: 5 }, "BESIDE");
  await testContext(fresh.db, { warehouses: [shop.warehouseId, beside] });
  for (const keep of [keepTotals, keepSetTotals, keepValues]) await keep({ ...ctx, actor: { kind: "system" } });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  // What is written at the doors and not by a procedure.
  await rememberDevice(ctx, { userId: actor.userId, device: "a browser", sessionId: actor.sessionId });
  await holdUpload(ctx, 1_000);
  await unknownSecrets(fresh.db);
  const address = "192.0.2.1";
  await recordSecurityEvent(ctx, { kind: "access-denied", userId: actor.userId, address, subject: "users.read" });

  const rows = await readRows(fresh.owner);
  expect(Object.keys(rows).filter((table) => rows[table]?.length === 0)).toEqual(EMPTY_AT_REST);
  if (process.env["QM_KEEP_RELEASE"])
    writeRelease({ migrations: namesOfMigrations(), catalog: await readCatalog(fresh.owner), rows });
});

async function callOnce({ ctx }: ShopAtWork, name: string, input: unknown): Promise<void> {
  const caller: unknown = appRouter.createCaller({ ...ctx, idempotencyKey: newId(), isConfirmed: async () => true });
  const procedure = name.split(".").reduce((found, word) => Reflect.get(Object(found), word), caller);
  if (typeof procedure !== "function") throw new Error(`There is no ${name}.`);
  await procedure(input);
}

/** Does what the worker would, one job after the other. */
async function workOff(db: Db): Promise<void> {
  for (const row of await db.select().from(outbox).orderBy(asc(outbox.id))) {
    for (const handler of allHandlers.filter(({ source }) => source.kind === row.kind && source.name === row.name)) {
      const delivery = { handler: handler.name, outboxId: row.id, signal: new AbortController().signal };
      await handler.run({ ...systemContext(db, { action: handler.name }), delivery }, row.payload);
    }
  }
}
