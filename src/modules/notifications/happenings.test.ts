import { expect, test } from "vitest";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { changeAccess } from "@/modules/users/change-access";
import { addWrongCode } from "@/modules/users/factor/count-wrong-code";
import { resetFactor } from "@/modules/users/factor/remove-factor";
import { rememberDevice } from "@/modules/users/sessions/known-devices";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aFactor } from "@/testing/factors";
import { apply, check, giveUpJob, IMPORT_JOB, keepUploadsApart, upload } from "@/testing/imports";
import { anOwnKey, aProgramKey } from "@/testing/keys";
import { tellAll } from "@/testing/notices";
import { aPerson, aSession } from "@/testing/people";
import { aShop } from "@/testing/shop";
import { kindOf } from "./kind";
import { listAlerts, listNotices } from "./queries";
import { CAUSES, lookAround } from "./take-notice";

/* What the other modules do, as the inbox tells it. */

const world = testDatabase();
keepUploadsApart();

type Asker = Parameters<typeof listNotices>[0];
async function inboxOf(ctx: Asker) {
  await tellAll(world.db, new Date(Date.now() + 1_000));
  return (await listNotices(ctx, { unread: false, limit: 50 })).rows;
}

test("an order that is held, with the reason, and a shipment, with its number", async () => {
  const boss = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 10 });
  const clerk = await testContext(world.db, { role: "staff", warehouses: [warehouseId] });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(boss, { customerId, warehouseId, lines, confirm: true });
  const { orderId: second } = await placeOrder(boss, { customerId, warehouseId, lines, confirm: true });
  await shipOrder({ ...boss, action: "orders.ship" }, { orderId, tracking: "1Z 204" });
  await holdOrder(boss, { orderId: second, reason: "Payment is missing" });
  expect((await inboxOf(clerk)).map(({ title, detail }) => `${title}: ${detail}`).toSorted()).toEqual([
    "#1001 was confirmed: Ada Example",
    "#1002 was confirmed: Ada Example",
    "#1002 was put on hold: Ada Example, Payment is missing",
    "Shipment #1001-1 was sent: Ada Example, 1Z 204",
  ]);
});

test("a shipment that was voided before anybody was told of it is not told", async () => {
  const boss = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 10 });
  const clerk = await testContext(world.db, { role: "staff", warehouses: [warehouseId] });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(boss, { customerId, warehouseId, lines, confirm: true });
  const { shipmentId } = await shipOrder(boss, { orderId });
  await voidShipment(boss, { shipmentId });
  expect((await inboxOf(clerk)).map(({ title }) => title)).toEqual(["#1001 was confirmed"]);
});

test("what was written of a customer who is erased meanwhile is not told", async () => {
  const boss = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 10 });
  const clerk = await testContext(world.db, { role: "staff", warehouses: [warehouseId] });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(boss, { customerId, warehouseId, lines, confirm: true });
  await shipOrder({ ...boss, action: "orders.ship" }, { orderId, tracking: "1Z 204" });
  let told: ReturnType<typeof inboxOf> | undefined;
  await world.owner.begin(async (tx) => {
    await tx`select from customers where id = ${customerId} for update`;
    told = inboxOf(clerk);
    const waiting = () => world.owner`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
    await tx`update shipments set tracking = ''`;
  });
  expect((await told)?.map(({ detail }) => detail)).toEqual(["Ada Example", "Ada Example"]);
});

test("an import that is done, to whoever ran it, once", async () => {
  const manager = await testContext(world.db, { role: "manager" });
  const other = await testContext(world.db, { role: "manager" });
  const { importId } = await upload(manager, "Title,SKU,Price\nAtlas,A-1,1\nGlobe,G-1,2", "globes.csv");
  await check(world.db, manager, importId);
  await inboxOf(manager);
  await apply(world.db, manager, importId);
  await inboxOf(manager);
  await world.owner`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    select kind, name, payload, entity_ids, request_id, now() from outbox where name = 'imports.changed'`;
  expect(await inboxOf(manager)).toMatchObject([
    { title: "globes.csv was imported", detail: "2 products added, 0 products changed" },
  ]);
  expect(await inboxOf(other)).toEqual([]);
});

test("an import that stopped, to all who import, until it goes on", async () => {
  const manager = await testContext(world.db, { role: "manager" });
  const other = await testContext(world.db, { role: "manager" });
  const { importId } = await upload(manager, "Title,SKU,Price\nAtlas,A-1,1", "globes.csv");
  await check(world.db, manager, importId);
  await world.owner`update product_imports set status = 'applying', run_by = ${manager.actor.userId}`;
  await giveUpJob(world.db, IMPORT_JOB, importId);
  expect((await inboxOf(other)).map(({ title }) => title)).toEqual(["The import of globes.csv stopped"]);
  expect((await listAlerts(other, { limit: 5 })).rows).toMatchObject([{ kind: "import-stopped" }]);
  await world.owner`update product_imports set stopped_at = null`;
  await lookAround(manager, CAUSES);
  expect((await listAlerts(other, { limit: 5 })).rows).toEqual([]);
});

test("changed access, to its person alone, without a name that may be taken away again", async () => {
  const boss = await testContext(world.db);
  const { warehouseId } = await aShop(boss, {});
  const clerk = await testContext(world.db, { role: "staff" });
  const { userId } = clerk.actor;
  await changeAccess(boss, { userId, version: 1, role: "manager", warehouses: [warehouseId], disabled: false });
  expect(await inboxOf(clerk)).toMatchObject([{ title: "Your access was changed", detail: "Manager, 1 warehouse" }]);
  expect(await inboxOf(boss)).toEqual([]);
});

test("a sign-in from a new device, unless it is the first one or a known one", async () => {
  const person = await aPerson(world.db, { passwordHash: "unusable" });
  const boss = await testContext(world.db);
  const signIn = async (device: string) => {
    const actor = await aSession(world.db, person);
    await world.owner`
      update sessions set user_agent = 'Firefox/1 (Linux)', address = '192.0.2.7' where id = ${actor.sessionId}`;
    await rememberDevice(boss, { userId: person.userId, device, sessionId: actor.sessionId });
    return { ...boss, actor };
  };
  await signIn("the first");
  expect(await inboxOf(await signIn("the first"))).toEqual([]);
  const owner = await signIn("another");
  expect(await inboxOf(owner)).toMatchObject([
    { title: "Sign-in from a new device", detail: "Firefox on Linux, 192.0.2.7" },
  ]);
  expect(await inboxOf(boss)).toEqual([]);
});

test("an API key that was created, and once that it expires within a week, to whoever created it", async () => {
  const boss = await testContext(world.db);
  const clerk = await testContext(world.db, { role: "staff" });
  const { keyId } = await anOwnKey(clerk, { name: "Label printer" });
  const { keyId: revoked } = await anOwnKey(clerk, { name: "Gone" });
  await world.owner`update api_keys set ended_at = now() where id = ${revoked}`;
  await aProgramKey(boss, { name: "Orders" });
  const shown = async (ctx: Asker) => (await inboxOf(ctx)).map(({ title, detail }) => `${title}: ${detail}`);
  expect(await shown(boss)).toEqual(["The API key Orders was created: For Web shop"]);
  expect((await shown(clerk)).toSorted()).toEqual([
    "The API key Gone was created: For A staff",
    "The API key Label printer was created: For A staff",
  ]);
  await world.owner`
    update api_keys set created_at = now() - interval '84 days', expires_at = now() + interval '6 days'
    where id in (${keyId}, ${revoked})`;
  for (let look = 0; look < 2; look += 1) await lookAround({ ...boss, now: new Date() }, CAUSES);
  expect((await shown(clerk)).filter((line) => line.includes("expires"))).toEqual([
    "The API key Label printer expires soon: For A staff",
  ]);
});

test("a second factor that was reset, to its person alone", async () => {
  const boss = await testContext(world.db);
  const clerk = await testContext(world.db, { role: "staff" });
  await aFactor(world.db, clerk.actor.userId);
  await resetFactor(boss, { userId: clerk.actor.userId }, "192.0.2.7");
  expect(await inboxOf(clerk)).toMatchObject([
    { kind: "factor-changed", title: "Your second factor was reset by an administrator" },
  ]);
  expect(await inboxOf(boss)).toEqual([]);
});

test("wrong codes after the right password, to its person alone, whatever they chose", async () => {
  const boss = await testContext(world.db);
  const clerk = await testContext(world.db, { role: "staff" });
  await aFactor(world.db, clerk.actor.userId);
  const stranger = { ...boss, actor: { kind: "anyone" as const } };
  for (let time = 0; time < 5; time += 1) await addWrongCode(stranger, clerk.actor.userId);
  expect(await inboxOf(clerk)).toMatchObject([
    { kind: "codes-refused", title: "Your password was entered with 5 wrong codes" },
  ]);
  expect(await inboxOf(boss)).toEqual([]);
  expect(kindOf("codes-refused")).toMatchObject({ mail: true, mayStop: false });
});

test("a fact that names nothing holds up none that come after it", async () => {
  const boss = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 10 });
  const clerk = await testContext(world.db, { role: "staff", warehouses: [warehouseId] });
  await world.owner`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    select 'event', name, payload, '{}', 'another-release', now()
    from unnest(array['orders.held', 'orders.shipped', 'imports.changed', 'users.access-changed', 'users.device-added',
      'users.factor-changed', 'users.codes-refused', 'inventory.stock-changed']) as name,
    unnest(array['{}', '{"orderId": 7, "importId": "x", "userId": null, "variantId": "all"}']::jsonb[]) as payload`;
  await placeOrder(boss, {
    customerId,
    warehouseId,
    lines: [{ variantId: variant.TEA, quantity: 1 }],
    confirm: true,
  });
  expect((await inboxOf(clerk)).map(({ title }) => title)).toEqual(["#1001 was confirmed"]);
});
