import { beforeEach, expect, test } from "vitest";
import { addNote } from "@/modules/customers/add-note";
import { archiveCustomer } from "@/modules/customers/archive-customer";
import { createCustomer } from "@/modules/customers/create-customer";
import { getCustomer } from "@/modules/customers/queries";
import { setAddresses } from "@/modules/customers/set-addresses";
import { setContacts } from "@/modules/customers/set-contacts";
import { setTerms } from "@/modules/customers/set-terms";
import { listCustomerEvents } from "@/modules/history/customer-events";
import { listHistory } from "@/modules/history/queries";
import { eraseCustomer } from "@/modules/privacy/erase-customer";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { getCredit } from "./credit";
import { getCustomerTotals } from "./customer-list";
import { mergeCustomers } from "./merge-customers";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let customerId: string;
let otherId: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10 });
  const common = { country: "DE", tags: ["vip"] };
  ({ customerId } = await createCustomer(ctx, { ...common, name: "Ada King", email: "ada@example.com" }));
  const other = {
    ...common,
    tags: ["export", "vip"],
    name: "A. King",
    email: "king@example.com",
    vatNumber: "DE811907980",
  };
  ({ customerId: otherId } = await createCustomer(ctx, { ...other, address: "Dock 4", note: "Rings twice" }));
});

const place = (of: string) =>
  placeOrder(ctx, {
    customerId: of,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1, unitPrice: 1_000, taxRate: 0 }],
    confirm: true,
  });
const merge = (version = 1, otherVersion = 1, as = ctx) =>
  mergeCustomers(as, { customerId, version, otherId, otherVersion });

test("orders, payments, contacts, addresses and notes of the other are the customer's, and none is lost", async () => {
  await place(customerId);
  const moved = await place(otherId);
  await aPayment(ctx, moved.orderId, { amount: 400 });
  await setContacts(ctx, { customerId, version: 1, contacts: [{ name: "Own", role: "", email: "", phone: "" }] });
  await setContacts(ctx, {
    customerId: otherId,
    version: 1,
    contacts: [{ name: "Theirs", role: "", email: "", phone: "" }],
  });
  const address = {
    recipient: "",
    address: "P.O. Box",
    postcode: "",
    city: "",
    country: "DE",
    isBillingDefault: false,
  };
  await setAddresses(ctx, { customerId: otherId, version: 2, addresses: [{ ...address, isDeliveryDefault: true }] });
  const exempt = { taxExemptReason: "Diplomatic mission", taxExemptCode: "VATEX-EU-151-1A" };
  const terms = { paymentTermsDays: 7, creditLimit: 9_000, creditPolicy: null, ...exempt };
  await setTerms(ctx, { customerId: otherId, version: 3, ...terms });
  await addNote(ctx, { customerId: otherId, text: "Called about tea" });
  const before = await getOrder(ctx, { orderId: moved.orderId });

  await merge(2, 4);

  expect(await getCustomer(ctx, { customerId })).toMatchObject({
    name: "Ada King",
    email: "ada@example.com",
    address: "Dock 4",
    vatNumber: "DE811907980",
    tags: ["vip", "export"],
    note: "Rings twice",
    paymentTermsDays: 7,
    ...exempt,
    contacts: [{ name: "Own" }, { name: "Theirs" }, { name: "A. King", email: "king@example.com" }],
    addresses: [{ address: "P.O. Box", isDeliveryDefault: false }],
  });
  expect(await getOrder(ctx, { orderId: moved.orderId })).toMatchObject({
    customer: { id: customerId },
    deliveryAddress: before.deliveryAddress,
    version: before.version + 1,
  });
  expect(await getCustomerTotals(ctx, { customerId })).toMatchObject({ orderCount: 2 });
  expect(await getCredit(ctx, { customerId })).toMatchObject({ open: 1_600, creditLimit: 9_000 });
  const { rows } = await listCustomerEvents(ctx, { customerId, limit: 9 });
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(["note", "payment", "placed", "placed"]);
  expect(await getCustomer(ctx, { customerId: otherId })).toMatchObject({
    mergedInto: customerId,
    mergedIntoName: "Ada King",
    contacts: [],
    addresses: [],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("the history of the other is the customer's, and says what was merged", async () => {
  await merge();
  const { rows } = await listHistory(ctx, { entityId: customerId, limit: 10 });
  expect(rows.map(({ after }) => after)).toMatchObject([
    { mergedInto: "Ada King" },
    { merged: "A. King", orders: 0 },
    { name: "A. King" },
    { name: "Ada King" },
  ]);
});

test("whoever went takes no order, is not restored, and is not merged again", async () => {
  await merge();
  await expect(place(otherId)).rejects.toMatchObject({ code: "customers.archived" });
  const merged = { code: "customers.merged", details: { mergedInto: customerId } };
  await expect(archiveCustomer(ctx, { customerId: otherId, archived: false })).rejects.toMatchObject(merged);
  await expect(merge(2, 2)).rejects.toMatchObject(merged);
});

test("two companies, a version that was replaced, and one customer twice are refused, without a trace", async () => {
  await expect(merge(1, 2)).rejects.toMatchObject({ code: "customers.saved-meanwhile" });
  const { customerId: third } = await createCustomer(ctx, { name: "King Ltd", vatNumber: "FR40303265045" });
  await expect(mergeCustomers(ctx, { customerId: third, version: 1, otherId, otherVersion: 1 })).rejects.toMatchObject({
    code: "customers.different-vat-numbers",
  });
  const tags = Array.from({ length: 9 }, (_, index) => `tag ${index}`);
  const { customerId: tagged } = await createCustomer(ctx, { name: "Tagged", tags });
  await expect(mergeCustomers(ctx, { customerId: tagged, version: 1, otherId, otherVersion: 1 })).rejects.toMatchObject(
    {
      code: "customers.too-many-tags",
    },
  );
  const twice = { customerId, version: 1, otherId: customerId, otherVersion: 1 };
  await expect(mergeCustomers(ctx, twice)).rejects.toMatchObject({ code: "customers.merges-itself" });
  const narrow = await testContext(database.db, { role: "manager", warehouses: [shop.warehouseId] });
  await expect(merge(1, 1, narrow)).rejects.toMatchObject({ code: "orders.merge-needs-all-warehouses" });
  expect(await getCustomer(ctx, { customerId: otherId })).toMatchObject({ mergedInto: null, version: 1 });
});

test("an order that is placed at the same moment is the customer's, or is refused", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await createCustomer(ctx, { name: "One" }), await createCustomer(ctx, { name: "Two" })];
    const both = { customerId: one.customerId, version: 1, otherId: two.customerId, otherVersion: 1 };
    const [placed] = await Promise.allSettled([place(two.customerId), mergeCustomers(ctx, both)]);
    if (placed.status === "rejected") expect(placed.reason).toMatchObject({ code: "customers.archived" });
    expect(await getCustomerTotals(ctx, { customerId: two.customerId })).toMatchObject({ orderCount: 0 });
    if (placed.status === "fulfilled") await cancelOrder(ctx, { orderId: placed.value.orderId });
  }
});

test("of two who merge the same two at once, each into the other, one is told that the other was faster", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await createCustomer(ctx, { name: "One" }), await createCustomer(ctx, { name: "Two" })];
    await Promise.all([place(one.customerId), place(two.customerId)]);
    const into = (keep: typeof one, go: typeof one) =>
      mergeCustomers(ctx, { customerId: keep.customerId, version: 1, otherId: go.customerId, otherVersion: 1 });
    const both = await Promise.allSettled([into(one, two), into(two, one)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find((each) => each.status === "rejected");
    expect(refused?.reason).toMatchObject({ kind: "conflict" });
    const { mergedInto } = await getCustomer(ctx, one);
    const kept = mergedInto === null ? one : two;
    expect(await getCustomerTotals(ctx, kept)).toMatchObject({ orderCount: 2 });
  }
});

test("who was merged is erased with the customer, also from what was written before", async () => {
  const { orderId } = await place(otherId);
  await cancelOrder(ctx, { orderId });
  await addNote(ctx, { customerId: otherId, text: "A. King rang" });
  await merge(1, 1);
  await eraseCustomer(ctx, { customerId, name: "Ada King" });
  const tables = ["audit_entries", "customers", "customer_notes", "customer_contacts", "orders"];
  for (const table of tables) {
    const found = await database.owner`
      select * from ${database.owner(table)} t where t::text ilike '%king%' or t::text like '%Dock 4%'`;
    expect(found, table).toEqual([]);
  }
});
