import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { hold } from "./fixtures/hold-rows";
import { expect, test } from "./fixtures/journey";

/*
 * Faults of the database, asked of the built server: its pool belongs to one bundle and its procedures to another,
 * which
 * no test with a single module graph can show.
 */

const POLLING = { intervals: [20] };

test("a code that is taken and a product that does not exist are refused by name", async ({ shop }) => {
  const place = await shop.place();
  const taken = await shop.api.send("inventory", "createLocation", {
    parentId: place.warehouseId,
    kind: "bin",
    code: place.binCode,
  });
  expect(taken).toMatchObject({ status: 409, refusal: { code: "inventory.code-taken" } });

  const unknown = await shop.api.send("inventory", "receiveStock", {
    lines: [{ variantId: randomUUID(), locationId: place.binId, quantity: 1 }],
  });
  expect(unknown).toMatchObject({ status: 422, refusal: { code: "platform.unknown-reference" } });
});

test("a locked row is reported as busy, and the same change succeeds once it is free", async ({ shop, system }) => {
  const [orderId, key] = [await aDraft(), randomUUID()];
  const held = await hold(system.databaseUrl, (sql) => sql`select from orders where id = ${orderId} for update`);
  expect(await shop.api.send("orders", "confirm", { orderId }, key)).toMatchObject({
    status: 409,
    refusal: { code: "platform.busy" },
  });
  await held.release();
  expect(await shop.api.send("orders", "confirm", { orderId }, key)).toMatchObject({ status: 200 });

  async function aDraft() {
    const place = await shop.place();
    const goods = await shop.goods("Astrolabe", { at: place, quantity: 1 });
    return (await shop.draft(place, [{ goods, quantity: 1 }])).orderId;
  }
});

test("a change that loses a deadlock is tried again, and nobody hears of it", async ({ shop, system }) => {
  const place = await shop.place();
  const goods = await shop.goods("Octant", { at: place, quantity: 1 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const sql = postgres(system.databaseUrl, { max: 2, onnotice: () => {} });
  const deadlocks = async () =>
    Number((await sql`select deadlocks from pg_stat_database where datname = current_database()`)[0]?.["deadlocks"]);
  const before = await deadlocks();

  const rival = await sql.reserve();
  // The rival never looks for a deadlock itself, so it is the product's change that Postgres ends.
  await rival`set deadlock_timeout = '1min'`;
  await rival`begin`;
  await rival`select from stock_availability where variant_id = ${goods.variantId} for update`;
  const confirmed = shop.api.send("orders", "confirm", { orderId });
  await expect
    .poll(
      async () =>
        Number(
          (await sql`select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock'`)[0]?.["waiting"],
        ),
      POLLING,
    )
    .toBe(1);
  await rival`select from orders where id = ${orderId} for update`;
  await rival`rollback`;
  rival.release();

  expect(await confirmed).toMatchObject({ status: 200 });
  await expect.poll(deadlocks).toBe(before + 1);
  await sql.end();
});

test("a change whose connection is lost is reported as undecided, and sent again it is made once", async ({
  shop,
  system,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Quadrant", { at: place, quantity: 1 });
  const [{ orderId }, key] = [await shop.draft(place, [{ goods, quantity: 1 }]), randomUUID()];
  const held = await hold(system.databaseUrl, (sql) => sql`select from orders where id = ${orderId} for update`);
  const cut = shop.api.send("orders", "confirm", { orderId }, key);
  await expect.poll(held.countWaiting, POLLING).toBe(1);
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`;
  await sql.end();

  const answer = await cut;
  expect(answer).toMatchObject({ status: 503, refusal: { code: "platform.unavailable" } });
  expect(answer.refusal?.message).not.toMatch(/nothing was changed/i);
  await held.release();
  expect(await shop.api.send("orders", "confirm", { orderId }, key)).toMatchObject({ status: 200 });
  expect(await shop.availableOf(place, [goods])).toEqual([0]);
});
