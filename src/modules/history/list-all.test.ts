import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct, EditProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { editProduct } from "@/modules/catalog/edit-product";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { editOrder } from "@/modules/orders/edit-order";
import { placeOrder } from "@/modules/orders/place-order";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { replaceSession } from "@/modules/users/sessions/renew-session";
import { signIn } from "@/modules/users/sessions/sign-in";
import { recordExport } from "@/platform/audit/record-export";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { strangerContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { aPerson, aTry } from "@/testing/people";
import { aShop, type Shop } from "@/testing/shop";
import { ListActors, ListAll } from "./contract";
import { listAll } from "./list-all";
import { listActors } from "./trail";

const base = testDatabase();
let admin: Context;
let manager: Context;
let shop: Shop<"TEA">;
let orderId: string;

const requestOf = (ctx: Context) => ({ ...ctx, requestId: newId() });
const rowsFor = async (ctx: Context, wanted: Partial<ListAll> = {}) => (await listAll(ctx, ListAll.parse(wanted))).rows;
const doneIn = (rows: Awaited<ReturnType<typeof rowsFor>>) =>
  rows.map((row) => (row.type === "change" ? row.entity : row.type === "event" ? row.kind : row.list));

beforeEach(async () => {
  admin = requestOf(await testContext(base.db));
  manager = requestOf(await testContext(base.db, { role: "manager" }));
  shop = await aShop(admin, { TEA: 20 });
  const draft = { customerId: shop.customerId, warehouseId: shop.warehouseId, confirm: true };
  manager = requestOf(manager);
  ({ orderId } = await placeOrder(manager, { ...draft, lines: [{ variantId: shop.variant.TEA, quantity: 1 }] }));
  await recordSecurityEvent(admin, { kind: "access-denied", userId: null, address: newId(), subject: "users.read" });
  await recordExport({ ...admin, db: base.db }, { list: "orders.list", filters: {}, address: "192.0.2.9" });
});

test("changes, refusals and lists that left are one list, latest first, page by page", async () => {
  const whole = await rowsFor(admin);
  expect(doneIn(whole).slice(0, 3)).toEqual(["orders.list", "access-denied", "order"]);
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listAll(admin, ListAll.parse({ limit: 2, ...(cursor && { cursor }) }));
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(whole.map(({ id }) => id));
});

describe("an entry is found", () => {
  test("by who did it, and by the key it was done with", async () => {
    const { actor } = manager;
    const managerId = actor.kind === "person" ? actor.userId : "";
    expect(doneIn(await rowsFor(admin, { actorId: managerId }))).toEqual(["order"]);
    const { keyId } = await anOwnKey(manager, { name: "Shop sync" });
    expect(await rowsFor(admin, { keyId })).toEqual([]);
  });

  test("by its kind, what was done, its place and its day", async () => {
    expect(doneIn(await rowsFor(admin, { kind: "order" }))).toEqual(["order"]);
    expect(doneIn(await rowsFor(admin, { kind: "access-denied" }))).toEqual(["access-denied"]);
    expect(doneIn(await rowsFor(admin, { kind: "list-exported" }))).toEqual(["orders.list"]);
    expect(doneIn(await rowsFor(admin, { action: manager.action, actorId: null, kind: "order" }))).toEqual(["order"]);
    expect(doneIn(await rowsFor(admin, { warehouseId: shop.warehouseId }))).toContain("order");
    expect(await rowsFor(admin, { warehouseId: newId() })).toEqual([]);
    const whole = await rowsFor(admin);
    expect(await rowsFor(admin, { from: "0001-01-01", until: "9999-12-31" })).toHaveLength(whole.length);
    expect(await rowsFor(admin, { until: "2020-01-01" })).toEqual([]);
    expect(await rowsFor(admin, { from: "2999-01-01" })).toEqual([]);
  });

  test("by the number, SKU or id of its thing, by the request, and by the address", async () => {
    const [order] = await rowsFor(admin, { kind: "order" });
    const label = order?.type === "change" ? order.label : "";
    for (const search of [label, orderId, orderId.toUpperCase(), manager.requestId])
      expect(doneIn(await rowsFor(admin, { search })), search).toEqual(["order"]);
    await createProduct(admin, CreateProduct.parse({ title: "Cup", variants: [{ sku: "CUP-1", price: 900 }] }));
    expect(doneIn(await rowsFor(admin, { search: "cup-1" }))).toEqual(["product"]);
    expect(doneIn(await rowsFor(admin, { search: "192.0.2.9" }))).toEqual(["orders.list"]);
    await createProduct(admin, CreateProduct.parse({ title: "Rack", variants: [{ sku: "1.2.3.4", price: 900 }] }));
    for (const asked of [admin, manager])
      expect(doneIn(await rowsFor(asked, { search: "1.2.3.4" }))).toEqual(["product"]);
    expect(await rowsFor(admin, { search: "nothing of the kind" })).toEqual([]);
  });
});

test("managers read what is done in the shop, and neither refusals nor what is about people", async () => {
  const seen = doneIn(await rowsFor(manager));
  expect(seen).toContain("order");
  for (const hidden of ["access-denied", "orders.list", "user", "session"]) expect(seen).not.toContain(hidden);
  expect(await rowsFor(manager, { kind: "access-denied" })).toEqual([]);
});

test("from where a change was made is told to those who read of people; a job came from nowhere", async () => {
  const { customerId, warehouseId, variant } = shop;
  const draft = { customerId, warehouseId, lines: [{ variantId: variant.TEA, quantity: 1 }], confirm: false };
  const there = { ...requestOf(admin), address: "192.0.2.77" };
  const made = await placeOrder(there, draft);
  const [told] = await rowsFor(admin, { search: made.orderId });
  expect(told).toMatchObject({ type: "change", address: "192.0.2.77", requestId: there.requestId });
  expect((await rowsFor(manager, { search: made.orderId }))[0]).toMatchObject({ type: "change", address: null });
  const byJob = await placeOrder(requestOf(admin), draft);
  expect((await rowsFor(admin, { search: byJob.orderId }))[0]).toMatchObject({ type: "change", address: null });

  const from = await rowsFor(admin, { search: "192.0.2.77" });
  expect(from.map(({ requestId }) => requestId)).toEqual([there.requestId]);
  expect(await rowsFor(admin, { search: "192.0.2.77", kind: "product" })).toEqual([]);
  expect(await rowsFor(admin, { search: "192.0.2.78" })).toEqual([]);
  expect(await rowsFor(manager, { search: "192.0.2.77" })).toEqual([]);
});

test("what one session did is told together, refused and taken as well, to those who read of people", async () => {
  const person = await aPerson(base.db, { role: "manager" });
  const { sessionId } = await signIn(strangerContext(base.db, { action: "users.sign-in" }), aTry(person.email));
  const there = { ...requestOf(manager), sessionId };
  const { customerId, warehouseId, variant } = shop;
  await placeOrder(there, {
    customerId,
    warehouseId,
    lines: [{ variantId: variant.TEA, quantity: 1 }],
    confirm: false,
  });
  const refused = { kind: "access-denied", userId: person.userId, address: newId(), subject: "users.invite" } as const;
  await recordSecurityEvent(there, refused);
  await recordExport({ ...there, db: base.db }, { list: "customers.list", filters: {}, address: "192.0.2.1" });

  const did = await rowsFor(admin, { sessionId });
  expect(doneIn(did)).toEqual(["customers.list", "access-denied", "order", "session"]);
  expect(new Set(did.map((row) => row.sessionId))).toEqual(new Set([sessionId]));
  expect(doneIn(await rowsFor(admin, { sessionId, kind: "order" }))).toEqual(["order"]);
  await inTransaction(there, (ctx) => replaceSession(ctx, sessionId));
  await endSessions(admin, { userId: person.userId, exceptSessionId: sessionId });
  expect((await rowsFor(admin, { sessionId }))[0]).toMatchObject({ entity: "session", after: null });
  expect(await rowsFor(admin, { sessionId: newId() })).toEqual([]);
  expect(await rowsFor(manager, { sessionId })).toEqual([]);
  expect((await rowsFor(manager, { kind: "order" })).map((row) => row.sessionId)).toEqual([null, null]);
});

test("an entry of several warehouses is found by each of them, and in its order", async () => {
  const other = await createWarehouse(admin, { code: "FAR", name: "Far" });
  const { customerId, warehouseId, variant } = shop;
  const draft = { customerId, lines: [{ variantId: variant.TEA, quantity: 1 }] };
  const { orderId: moved } = await placeOrder(admin, { ...draft, warehouseId, confirm: false });
  await editOrder(admin, { ...draft, orderId: moved, version: 1, warehouseId: other.warehouseId });
  await placeOrder(admin, { ...draft, warehouseId: other.warehouseId, confirm: false });
  const ofOther = await rowsFor(admin, { warehouseId: other.warehouseId, kind: "order" });
  expect(ofOther.map(({ requestId }) => requestId)).toHaveLength(2);
  expect(ofOther.map(({ id }) => id)).toEqual(
    ofOther
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
  expect(ofOther.some((row) => row.type === "change" && row.entityId === moved)).toBe(true);
  const here = await rowsFor(admin, { warehouseId, kind: "order" });
  expect(here.filter((row) => row.type === "change" && row.entityId === moved)).toHaveLength(2);
});

test("of few warehouses somebody reads what happened there and in the whole shop, page by page", async () => {
  const [far, quiet] = [
    await createWarehouse(admin, { code: "FAR", name: "Far" }),
    await createWarehouse(admin, { code: "QUIET", name: "Quiet" }),
  ];
  const { customerId, warehouseId, variant } = shop;
  const draft = { customerId, lines: [{ variantId: variant.TEA, quantity: 1 }] };
  const place = async (at: string) => (await placeOrder(admin, { ...draft, warehouseId: at, confirm: false })).orderId;
  for (const at of [warehouseId, far.warehouseId, quiet.warehouseId]) await place(at);
  const moved = await place(warehouseId);
  await editOrder(admin, { ...draft, orderId: moved, version: 1, warehouseId: quiet.warehouseId });
  await editOrder(admin, { ...draft, orderId: await place(far.warehouseId), version: 1, warehouseId });
  const placesOf = new Map(
    (await base.owner`select id, warehouse_ids as places from audit_entries`).map((row) => [row["id"], row["places"]]),
  );
  for (const asked of [{}, { kind: "order" }] as const) {
    const everything = await rowsFor(manager, asked);
    for (const own of [[], [quiet.warehouseId], [quiet.warehouseId, far.warehouseId]]) {
      const person = await testContext(base.db, { role: "manager", warehouses: own });
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await listAll(person, ListAll.parse({ ...asked, limit: 3, ...(cursor && { cursor }) }));
        seen.push(...page.rows.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      const isOpen = (places: readonly string[] | null) =>
        places === null || places.some((place) => own.includes(place));
      expect(seen).toEqual(everything.flatMap(({ id }) => (isOpen(placesOf.get(id)) ? [id] : [])));
    }
  }
});

test("who did something is searched by name, among people, programs and keys, however many there are", async () => {
  await anOwnKey(manager, { name: "Shop sync" });
  const people = Array.from({ length: 30 }, (_, nth) => testContext(base.db, { name: `Anna ${nth}` }));
  await Promise.all([...people, testContext(base.db, { name: "Zoë Zielke" })]);
  const named = async (search: string) =>
    (await listActors(admin, ListActors.parse({ search }))).map(({ name }) => name);
  expect(await named("")).not.toContain("Zoë Zielke");
  expect(await named("zielke zoe")).toEqual(["Zoë Zielke"]);
  expect(await named("sync")).toEqual(["Shop sync"]);
  const [zoe] = await listActors(admin, ListActors.parse({ search: "zielke" }));
  expect(await listActors(admin, ListActors.parse({ id: zoe?.id }))).toEqual([zoe]);
});

test("costs are left out for whoever may not see them", async () => {
  const made = await createProduct(admin, CreateProduct.parse({ title: "Cup", variants: [{ price: 900, cost: 5 }] }));
  const variants = [{ variantId: made.variantIds[0], price: 950, cost: 6 }];
  await editProduct(admin, EditProduct.parse({ productId: made.productId, version: 1, title: "Mug", variants }));
  const key = { keyId: newId(), name: "Auditor", scopes: ["history.read-all" as const] };
  const { actor } = admin;
  const auditor = { ...admin, actor: actor.kind === "person" ? { ...actor, key } : actor };
  const search = made.productId;
  expect(JSON.stringify(await rowsFor(admin, { search }))).toContain("cost");
  expect(JSON.stringify(await rowsFor(auditor, { search }))).not.toContain('"cost"');
});
