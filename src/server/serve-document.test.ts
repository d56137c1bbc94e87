import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { users, warehouseGrants } from "@/modules/users/schema";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { ORIGIN } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { aParcel } from "@/testing/parcels";
import { aPerson, aSession } from "@/testing/people";
import { aShop } from "@/testing/shop";
import { serveDocument } from "./serve-document";
import { sessionCookie } from "./session-cookie";

const world = testDatabase();
afterAll(() => database().end());

const ask = (kind: string, id: string, headers: Record<string, string> = {}) =>
  serveDocument(new Request(`${ORIGIN}/api/documents/${kind}/${id}`, { headers }), { kind, id });

async function anOrder() {
  const ctx = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 5 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  return { ctx, ...(await placeOrder(ctx, { customerId, warehouseId, confirm: true, lines })) };
}

async function signedIn(warehouseId?: string) {
  const person = await aPerson(world.db, { role: "staff", passwordHash: "unusable" });
  if (warehouseId) {
    await world.db.update(users).set({ allWarehouses: false }).where(eq(users.id, person.userId));
    await world.db.insert(warehouseGrants).values({ userId: person.userId, warehouseId });
  }
  return { cookie: (await sessionCookie(await aSession(world.db, person))).split(";")[0] ?? "" };
}

test("whoever may read the order opens the document in their browser, and no cache keeps it", async () => {
  const { orderId } = await anOrder();
  const answer = await ask("order-confirmation", orderId, await signedIn());
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": 'inline; filename="Order-confirmation-1001.pdf"',
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
});

test("whoever may not is told so in a sentence", async () => {
  const { ctx, orderId } = await anOrder();
  const refused = async (answer: Response, status: number, sentence: RegExp) => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toMatch(sentence);
  };
  await refused(await ask("order-confirmation", orderId), 401, /sign in/i);
  const elsewhere = await aShop(ctx, {}, "OTHER");
  const theirs = await signedIn(elsewhere.warehouseId);
  await refused(await ask("order-confirmation", orderId, theirs), 404, /order/i);
  const own = await signedIn();
  await refused(await ask("quote", orderId, own), 409, /confirmed/);
  await refused(await ask("receipt", orderId, own), 404, /no such document/);
  await refused(await ask("quote", "1001", own), 404, /no such document/);
  await refused(await ask("packing-slip", newId(), own), 404, /shipment/);
});

test("who asks for many at once waits for their own, is told so beyond twenty, and keeps nobody else", async () => {
  const { orderId } = await anOrder();
  const [busy, other] = [await signedIn(), await signedIn()];
  const asked: Promise<Response>[] = [];
  const theirs: Promise<Response>[] = [];
  await world.owner.begin(async (held) => {
    await held`lock table orders in access exclusive mode`;
    for (let i = 0; i < 22; i++) asked.push(ask("order-confirmation", orderId, busy));
    const first = await Promise.race(asked);
    expect(first.status).toBe(429);
    expect(await first.text()).toMatch(/Too many documents .* Wait a moment and reload this page\./);
    theirs.push(ask("order-confirmation", orderId, other));
  });
  expect((await Promise.all(theirs)).map(({ status }) => status)).toEqual([200]);
  expect((await Promise.all(asked)).map(({ status }) => status).toSorted()).toEqual([...Array(21).fill(200), 429]);
});

test("labels of several parcels are one file, for whoever works in their warehouse and may read parcels", async () => {
  const { ctx, orderId } = await anOrder();
  await shipOrder(ctx, { orderId });
  const { parcelId, number } = await aParcel(ctx, orderId);
  const own = await signedIn();
  const pdf = await ask("parcel-label", parcelId, own);
  expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  const zpl = await ask("parcel-zpl", parcelId, own);
  expect(zpl.headers.get("content-disposition")).toBe(`attachment; filename="Label-${number.slice(1)}.zpl"`);

  const elsewhere = await signedIn((await aShop(ctx, {}, "OTHER")).warehouseId);
  for (const kind of ["parcel-label", "parcel-zpl"]) {
    expect((await ask(kind, parcelId, elsewhere)).status).toBe(404);
    expect((await ask(kind, parcelId)).status).toBe(401);
    const many = new Request(`${ORIGIN}/api/documents/${kind}/${parcelId}?also=${parcelId},${newId()}`, {
      headers: own,
    });
    expect((await serveDocument(many, { kind, id: parcelId })).status).toBe(404);
    const by = async (scope: "orders.read" | "parcels.read") =>
      ask(kind, parcelId, { authorization: `Bearer ${(await anOwnKey(ctx, { scopes: [scope] })).key}` });
    expect([(await by("parcels.read")).status, (await by("orders.read")).status]).toEqual([200, 403]);
  }
});

test("a program's key opens documents where it may read orders", async () => {
  const { ctx, orderId } = await anOrder();
  const by = async (scope: "orders.read" | "customers.read") => {
    const { key } = await anOwnKey(ctx, { scopes: [scope] });
    return ask("order-confirmation", orderId, { authorization: `Bearer ${key}` });
  };
  expect((await by("orders.read")).status).toBe(200);
  expect((await by("customers.read")).status).toBe(403);
});
