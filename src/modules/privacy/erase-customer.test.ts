import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { ListCustomers } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import { editCustomer } from "@/modules/customers/edit-customer";
import { getCustomer, listCustomers } from "@/modules/customers/queries";
import { mailDocument } from "@/modules/documents/contract";
import { chooseKind } from "@/modules/notifications/choose-kind";
import { mailNotices } from "@/modules/notifications/contract";
import { planMails } from "@/modules/notifications/plan-mails";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { database } from "@/platform/database/db";
import { feed } from "@/platform/outbox/feed";
import { unseal } from "@/platform/secrets";
import { appRouter } from "@/server/router";
import { sessionCookie } from "@/server/session-cookie";
import { makeTrpcHandler } from "@/server/trpc-handler";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { type Answer, ORIGIN, read } from "@/testing/browser";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { runJobsNamed } from "@/testing/mails";
import { tellAll } from "@/testing/notices";
import { aPerson, aSession } from "@/testing/people";
import { aShop, type Shop } from "@/testing/shop";
import { eraseMails } from "./contract";
import { eraseCustomer } from "./erase-customer";
import { getPersonalData } from "./queries";

/*
 * A customer leaves a mark in every field that takes one, everything that is done with customers is done with this one,
 * and once they are erased no row of any table holds a mark: the tables and columns are those of the catalog.
 */

const world = testDatabase();
const mails = mkdtempSync(path.join(tmpdir(), "quartermaster-mail-"));
process.env["MAIL_DIR"] = mails;
afterAll(async () => {
  rmSync(mails, { recursive: true, force: true });
  await feed().close();
  await database().end();
});

const MARK = "zq7mark";
const marked = (what: string) => `${MARK} ${what}`;
const PHONE = "+49 555 771 993 42";
/** As they were typed, as digits that a search finds, and as bytes. */
const MARKS = [MARK, PHONE, "55577199342", Buffer.from(MARK).toString("hex")];

let boss: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let cookie: string;

beforeEach(async () => {
  rmSync(mails, { recursive: true, force: true });
  mkdirSync(mails, { recursive: true });
  boss = await testContext(world.db, { name: "Ann" });
  shop = await aShop(boss, { TEA: 100 });
  const session = await aSession(world.db, await aPerson(world.db, { role: "manager", passwordHash: "unusable" }));
  cookie = (await sessionCookie(session)).split(";")[0] ?? "";
});

const handle = makeTrpcHandler(appRouter);
async function change(procedure: string, input: object, key = newId()): Promise<Answer> {
  const headers = { cookie, "content-type": "application/json", "idempotency-key": key };
  const own = { "sec-fetch-site": "same-origin", "x-quartermaster": "1" };
  const init = { method: "POST", body: JSON.stringify(input), headers: { ...headers, ...own } };
  return read(await handle(new Request(`${ORIGIN}/api/trpc/${procedure}`, init)));
}
const id = z.string().default("");
const Made = z.looseObject({ customerId: id, orderId: id, shipmentId: id, paymentId: id });
async function done(procedure: string, input: object) {
  const answer = await change(procedure, input);
  expect(answer.refusal, procedure).toBeNull();
  return Made.parse(answer.data ?? {});
}

/** What shipped today stands at the door until the day is over. */
const letLeave = () => world.owner`update shipments set shipped_at = shipped_at - interval '2 days'`;

/** Everything that people do with a customer, each time with a mark in what they type. */
async function aMarkedCustomer() {
  const values = {
    name: marked("first name"),
    email: `${MARK}@example.test`,
    phone: PHONE,
    address: marked("street 1"),
    postcode: MARK,
    city: marked("city"),
    country: "DE",
    tags: [marked("tag")],
    note: marked("note"),
  };
  const { customerId } = await done("customers.create", values);
  const name = marked("last name");
  await done("customers.edit", { ...values, customerId, version: 1, name, address: marked("street 2") });
  const contact = { name: marked("contact"), role: marked("role"), email: `c.${MARK}@example.test`, phone: PHONE };
  await done("customers.setContacts", { customerId, version: 2, contacts: [contact] });
  const place = { recipient: marked("recipient"), address: marked("dock"), postcode: MARK, city: marked("town") };
  const addresses = [{ ...place, country: "DE", isDeliveryDefault: true }];
  await done("customers.setAddresses", { customerId, version: 3, addresses });
  // Why there is no tax stays with the amounts; the number that says of whom does not.
  const exempt = { taxExemptReason: "Embassy", taxExemptNumber: marked("certificate") };
  const terms = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };
  await done("customers.setTerms", { customerId, version: 4, ...terms, ...exempt });
  const lines = [{ variantId: shop.variant.TEA, quantity: 2 }];
  const { warehouseId } = shop;
  const order = { customerId, warehouseId, lines, confirm: true, note: marked("order note") };
  const customerReference = marked("their number");
  const { orderId } = await done("orders.place", { ...order, customerReference });
  await done("orders.addTag", { orderId, tag: MARK });
  await done("orders.addComment", { orderId, text: marked("comment") });
  const email = { recipient: `e.${MARK}@example.test`, subject: marked("subject"), body: marked("body") };
  await done("documents.send", { kind: "order-confirmation", documentId: orderId, ...email });
  await runJobsNamed(world.db, mailDocument.name);
  await done("orders.hold", { orderId, reason: marked("hold reason") });
  await tellAll(world.db, boss.now);
  await done("orders.resume", { orderId });
  const ship = () => done("orders.ship", { orderId, tracking: marked("tracking") });
  const { shipmentId } = await ship();
  await done("orders.voidShipment", { shipmentId, reason: marked("void reason") });
  await ship();
  await letLeave();
  const payment = { orderId, amount: 500, method: "bank-transfer", paidOn: "2026-01-31" };
  const wrong = await done("orders.recordPayment", { ...payment, reference: marked("wrong reference") });
  await done("orders.voidPayment", { paymentId: wrong.paymentId, reason: marked("bounced") });
  const whole = { ...payment, amount: 2_000 };
  await done("orders.recordPayment", { ...whole, reference: marked("reference"), note: marked("payment note") });
  await done("orders.recordRefund", { ...payment, amount: 100, note: marked("refund note") });
  const cheap = [{ variantId: shop.variant.TEA, quantity: 2, discountRate: 500_000 }];
  const cancelled = await done("orders.place", { ...order, lines: cheap, confirm: false });
  await done("orders.requestDiscount", { orderId: cancelled.orderId, version: 1, reason: marked("why it is cheap") });
  await tellAll(world.db, boss.now);
  await done("orders.cancel", { orderId: cancelled.orderId, reason: marked("cancel reason") });
  // A draft that was theirs and became another's.
  const draft = await done("orders.place", { ...order, customerReference, confirm: false });
  const { customerId: another } = shop;
  await done("orders.addComment", { orderId: draft.orderId, text: marked("comment on what was theirs") });
  const edit = { orderId: draft.orderId, warehouseId, lines };
  await done("orders.edit", { ...edit, customerId, version: 1, deliveryAddressId: customerId });
  await done("documents.send", { kind: "quote", documentId: draft.orderId, ...email });
  await done("orders.edit", { ...edit, customerId: another, version: 2 });
  await tellAll(world.db, boss.now);
  return { customerId, name, orderId };
}

/** Each text, json and array of text of the whole database that holds a mark, by its column. */
async function listMarks(): Promise<string[]> {
  const columns = await world.owner<{ schema: string; table: string; column: string }[]>`
    select n.nspname as schema, c.relname as table, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and a.attnum > 0 and not a.attisdropped
      and a.atttypid in (25, 1043, 1042, 18, 19, 114, 3802, 17, 1009, 1015, 199, 3807)`;
  expect(columns.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const text = world.owner`${world.owner(column)}::text`;
    const [row] = await world.owner`
      select count(*)::int as marks from ${world.owner(schema)}.${world.owner(table)}
      where ${text} ilike any (${MARKS.map((mark) => `%${mark}%`)}::text[])`;
    if (row?.["marks"] > 0) found.push(`${table}.${column}`);
  }
  return found.toSorted();
}

const answers = async () =>
  (await world.owner`select answer from idempotency_keys`).map(({ answer }) => unseal(String(answer))).join();

test("of an erased customer no column of the database keeps anything, and the books are what they were", async () => {
  const { customerId, name, orderId } = await aMarkedCustomer();
  const before = await listMarks();
  const has = (...columns: string[]) => expect(before).toEqual(expect.arrayContaining(columns));
  has("audit_entries.after", "customers.search_form", "notices.detail", "orders.note");
  has("customer_addresses.city", "customer_contacts.role", "orders.delivery_address");
  has("orders.customer_reference", "orders.tags", "stock_transactions.note");
  has("order_comments.text", "order_mails.body", "order_mails.recipient", "order_mails.subject");
  const sums = () => world.owner`
    select number, status, net_total, tax_total, cancelled_net from orders order by number`;
  const [booksBefore, sumsBefore] = [await verifyBooks(systemContext(world.db)), await sums()];
  await done("privacy.eraseCustomer", { customerId, name });

  expect(await listMarks()).toEqual([]);
  expect(await answers()).not.toContain(MARK);
  expect(await sums()).toEqual(sumsBefore);
  expect(await verifyBooks(systemContext(world.db))).toEqual(booksBefore);
  const kept = await getCustomer(boss, { customerId });
  expect(kept).toMatchObject({ name: `Erased customer ${customerId.slice(-4)}`, country: "DE", email: "" });
  const [entry] = await world.owner`
    select after, label from audit_entries where entity_id = ${orderId} and action = 'orders.place'`;
  expect(entry).toMatchObject({ label: "#1001", after: { customer: kept.name, status: "confirmed" } });
});

test("another customer of the same name is left as they are", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const { customerId: otherId } = await done("customers.create", { name });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const { warehouseId } = shop;
  const other = await done("orders.place", { customerId: otherId, warehouseId, lines, confirm: true });
  await done("privacy.eraseCustomer", { customerId, name });
  expect(await getCustomer(boss, { customerId: otherId })).toMatchObject({ name });
  const [entry] = await world.owner`select after from audit_entries where entity_id = ${other.orderId}`;
  expect(entry?.["after"]).toMatchObject({ customer: name });
});

test("of another of the same name, orders that they gave away or were given are left to them", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const { customerId: otherId } = await done("customers.create", { name });
  const { warehouseId, customerId: third } = shop;
  const draft = { warehouseId, lines: [{ variantId: shop.variant.TEA, quantity: 1 }], confirm: false };
  const given = await done("orders.place", { ...draft, customerId: otherId, note: "Of the other" });
  await done("orders.edit", { ...draft, confirm: undefined, orderId: given.orderId, version: 1, customerId: third });
  const taken = await done("orders.place", { ...draft, customerId });
  const edit = { ...draft, confirm: undefined, orderId: taken.orderId, customerId: otherId };
  await done("orders.edit", { ...edit, version: 1 });
  await done("orders.edit", { ...edit, version: 2, note: "Of the other since" });
  const cheap = [{ variantId: shop.variant.TEA, quantity: 1, discountRate: 500_000 }];
  await done("orders.edit", { ...edit, version: 3, lines: cheap });
  await done("orders.requestDiscount", { orderId: taken.orderId, version: 4, reason: "For the other" });

  await done("privacy.eraseCustomer", { customerId, name });

  const entriesOf = (orderId: string) => world.owner`
    select before, after from audit_entries where entity_id = ${orderId} order by id`;
  expect((await entriesOf(given.orderId))[1]).toMatchObject({ before: { customer: name, note: "Of the other" } });
  const [placed, moved, noted] = await entriesOf(taken.orderId);
  const erased = `Erased customer ${customerId.slice(-4)}`;
  expect(placed).toMatchObject({ after: { customer: erased } });
  expect(moved).toMatchObject({ before: { customer: erased }, after: { customer: name } });
  expect(noted).toMatchObject({ after: { customer: name, note: "Of the other since" } });
  expect(await world.owner`select reason from approval_requests where subject_id = ${taken.orderId}`).toMatchObject([
    { reason: "For the other" },
  ]);
});

test("an order whose shipment has not left keeps its customer, and nothing opens it once they are erased", async () => {
  const { customerId, name } = await aMarkedCustomer();
  await world.owner`update shipments set shipped_at = now()`;
  const refused = await change("privacy.eraseCustomer", { customerId, name });
  expect(refused).toMatchObject({ status: 409, refusal: { code: "privacy.orders-still-open" } });
  expect(refused.refusal?.message).toContain("#1001");
  await letLeave();
  await done("privacy.eraseCustomer", { customerId, name });
  const [shipment] = await world.owner`
    select s.id from shipments s join orders o on o.id = s.order_id
    where o.customer_id = ${customerId} and s.voided_at is null`;
  const voided = await change("orders.voidShipment", { shipmentId: shipment?.["id"], reason: "Too late" });
  expect(voided.refusal?.code).toBe("orders.shipment-has-left");
});

test("what is taken out of history is written down by its hashes, and nothing else of it changes", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const frame = () => world.owner`
    select id, occurred_at, actor_id, action, entity, entity_id, request_id from audit_entries
    where action <> 'privacy.eraseCustomer' order by id`;
  const hashes = async () =>
    new Map(
      (await world.owner`select id, audit_hash(e) as hash from audit_entries e`).map((row) => [row["id"], row["hash"]]),
    );
  const [framed, were] = [await frame(), await hashes()];
  await done("privacy.eraseCustomer", { customerId, name });
  expect(await frame()).toEqual(framed);
  const are = await hashes();
  const changed = [...were.keys()].filter((id) => were.get(id) !== are.get(id));
  const told = await world.owner`select entry_id, subject_id, hash_before, hash_after from audit_redactions`;
  expect(told.map((row) => row["entry_id"]).toSorted()).toEqual(changed.toSorted());
  for (const row of told) {
    expect(row).toMatchObject({ subject_id: customerId, hash_before: were.get(row["entry_id"]) });
    expect(row["hash_after"]).toBe(are.get(row["entry_id"]));
  }
});

describe("who is erased comes back by nobody", () => {
  test("and erasing again changes nothing", async () => {
    const { customerId, name } = await aMarkedCustomer();
    const key = newId();
    expect((await change("privacy.eraseCustomer", { customerId, name }, key)).status).toBe(200);
    expect((await change("privacy.eraseCustomer", { customerId, name }, key)).status).toBe(200);
    await eraseCustomer(boss, { customerId, name: "whatever" });
    const refused = { code: "customers.erased" };
    const edit = { customerId, name, version: 99 };
    await expect(editCustomer(boss, edit)).rejects.toMatchObject(refused);
    await expect(world.db.execute(`update customers set name = 'Back' where id = '${customerId}'`)).rejects.toThrow(
      "append-only",
    );
    const order = { customerId, warehouseId: shop.warehouseId, lines: [{ variantId: shop.variant.TEA, quantity: 1 }] };
    await expect(placeOrder(boss, order)).rejects.toMatchObject({ code: "customers.archived" });
    const found = await listCustomers(boss, ListCustomers.parse({ search: MARK, archived: true }));
    expect(found.rows).toEqual([]);
  });

  test("and the function of the database takes out nobody who is not", async () => {
    const { customerId, name } = await aMarkedCustomer();
    await expect(world.db.execute(`select erase_from_history('${customerId}', '${name}')`)).rejects.toThrow(
      "append-only",
    );
    await expect(world.db.execute("update audit_entries set label = ''")).rejects.toThrow(/permission denied/);
    await expect(world.owner`update audit_entries set label = ''`).rejects.toThrow("append-only");
    await expect(world.owner`update stock_transactions set note = 'x'`).rejects.toThrow("append-only");
    await expect(world.owner`delete from audit_redactions`).rejects.toThrow("append-only");
  });
});

test("of an order that is placed at the same moment either the order or the erasing is refused", async () => {
  for (let round = 0; round < 8; round += 1) {
    const name = `${MARK} ${round}`;
    const { customerId } = await createCustomer(boss, { name });
    const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
    const [placed, erased] = await Promise.allSettled([
      placeOrder(boss, { customerId, warehouseId: shop.warehouseId, lines, confirm: false }),
      eraseCustomer(boss, { customerId, name }),
    ]);
    expect([placed.status, erased.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    if (placed.status === "fulfilled") {
      await cancelOrder(boss, { orderId: placed.value.orderId });
      await eraseCustomer(boss, { customerId, name });
    }
  }
  expect(await listMarks()).toEqual([]);
});

test("a customer with open orders stays, and the refusal names the orders", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const draft = { customerId, warehouseId: shop.warehouseId, lines, confirm: false };
  const { orderId } = await done("orders.place", draft);
  const refused = await change("privacy.eraseCustomer", { customerId, name });
  expect(refused).toMatchObject({ status: 409, refusal: { code: "privacy.orders-still-open" } });
  expect(refused.refusal?.message).toContain("#1004");
  expect(await getCustomer(boss, { customerId })).toMatchObject({ name });
  await cancelOrder(boss, { orderId });
  expect((await change("privacy.eraseCustomer", { customerId, name })).status).toBe(200);
});

test("who still owes money, or is owed some, is erased only by who has seen how much", async () => {
  const { customerId, name, orderId } = await aMarkedCustomer();
  const erase = (accepted?: object) => change("privacy.eraseCustomer", { customerId, name, accepted });
  await world.owner`update orders set due_on = '2026-01-31', net_total = net_total + 700 where id = ${orderId}`;
  const refused = await erase();
  expect(refused).toMatchObject({ status: 409, refusal: { code: "privacy.money-still-owed" } });
  expect(refused.refusal?.message).toContain("still owes €7.00");
  expect(await erase({ open: 699, credit: 0 })).toMatchObject({ refusal: { code: "privacy.money-still-owed" } });
  await world.owner`update orders set net_total = net_total - 1500 where id = ${orderId}`;
  expect((await erase()).refusal?.message).toContain("€7.00 are still to be refunded");
  expect((await erase({ open: 0, credit: 700 })).status).toBe(200);
});

test("the name must be typed, and whoever works in one warehouse erases nobody", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const other = await change("privacy.eraseCustomer", { customerId, name: "Somebody" });
  expect(other.refusal?.code).toBe("privacy.other-name");
  const narrow = await testContext(world.db, { role: "manager", warehouses: [shop.warehouseId] });
  const refused = { code: "privacy.works-elsewhere" };
  await expect(eraseCustomer(narrow, { customerId, name })).rejects.toMatchObject(refused);
  await expect(getPersonalData(narrow, { customerId })).rejects.toMatchObject(refused);
});

test("emails that are files here go, and those about others stay", async () => {
  await chooseKind(boss, { kind: "order-held", channel: "mail", isOn: true });
  writeFileSync(path.join(mails, "other.html"), `<a href="/orders/${newId()}">#2001</a>`);
  const { customerId, name } = await aMarkedCustomer();
  await planMails(systemContext(world.db, { now: boss.now }));
  await runJobsNamed(world.db, mailNotices.name, boss.now);
  const texts = () => readdirSync(mails).map((file) => readFileSync(path.join(mails, file), "utf8"));
  expect(texts().join()).toContain(MARK);
  await done("privacy.eraseCustomer", { customerId, name });
  await runJobsNamed(world.db, eraseMails.name);
  expect(texts().join()).not.toContain(MARK);
  expect(texts().join()).toContain("#2001");
});

test("everything that is kept of a customer is one file, and taking it is recorded", async () => {
  const { customerId, name } = await aMarkedCustomer();
  const { json } = await getPersonalData(boss, { customerId });
  const data: unknown = JSON.parse(json);
  expect(data).toMatchObject({
    customer: {
      name,
      phone: PHONE,
      country: "DE",
      note: marked("note"),
      tags: [marked("tag")],
      contacts: [{ role: marked("role") }],
      addresses: [{ recipient: marked("recipient") }],
    },
    orders: [{ note: marked("order note") }, { note: marked("order note"), lines: [{ sku: "TEA", quantity: 2 }] }],
    shipments: [{ voidReason: marked("void reason") }, { tracking: marked("tracking") }],
    payments: expect.arrayContaining([expect.objectContaining({ method: "Bank transfer", amount: "20.00" })]),
  });
  const said = "first name|street 1|hold reason|comment|cancel reason|why it is cheap|bounced".split("|");
  for (const each of said) expect(json).toContain(marked(each));
  expect(await world.owner`select list, rows, is_whole from list_exports`).toMatchObject([
    { list: "privacy.getPersonalData", is_whole: true },
  ]);
});
