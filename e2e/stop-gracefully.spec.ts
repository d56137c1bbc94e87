import { hold } from "./fixtures/hold-rows";
import { expect, test } from "./fixtures/journey";
import { LiveStream } from "./fixtures/live-stream";
import type { Shop } from "./fixtures/shop";

const STREAMS = 50;
const CHANGES = 20;
const JOBS = 5;
/** As many as the worker takes at once. */
const JOBS_AT_ONCE = 4;
const JOBS_GOING_ON = 2;
/** Of those that go on as the worker is told to stop: more than it checks until it has stopped. */
const ROWS_GOING_ON = 6_000;
/** Of those that are held until it has. */
const ROWS_HELD = 600;
const STOP_MS_MAX = 15_000;
/** Of one person: so many changes wait inside the database, the others in the line of calls. */
const CALLS_AT_ONCE = 6;
/** A change that waits for a row is refused after 5 s, so whatever is awaited meanwhile is looked for often. */
const POLLING = { intervals: [50] };

async function drafts(shop: Shop): Promise<string[]> {
  const place = await shop.place();
  const goods = await shop.goods("Sextant", { at: place, quantity: CHANGES });
  const { customerId } = await shop.customer();
  const lines = [{ variantId: goods.variantId, quantity: 1 }];
  const placed = await Promise.all(
    Array.from({ length: CHANGES }, () =>
      shop.api.change("orders", "place", { customerId, warehouseId: place.warehouseId, lines }),
    ),
  );
  return placed.map(({ orderId }) => orderId);
}

test(`web that stops amid ${STREAMS} streams and ${CHANGES} changes answers each, and streams go on where cut`, async ({
  shop,
  system,
  sessionOf,
}) => {
  const orderIds = await drafts(shop);
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const streams = Array.from({ length: STREAMS }, () => new LiveStream(system.url, cookie));
  await expect.poll(() => streams.filter(({ state }) => state === "open").length).toBe(STREAMS);
  const { customerId } = await shop.customer();
  await expect
    .poll(() => streams.filter(({ heard }) => heard.some(({ entityIds }) => entityIds.includes(customerId))).length)
    .toBe(STREAMS);

  const orders = await hold(
    system.databaseUrl,
    (sql) => sql`select from orders where id in ${sql(orderIds)} for update`,
  );
  const answers = Promise.allSettled(orderIds.map((orderId) => shop.api.change("orders", "confirm", { orderId })));
  await expect.poll(orders.countWaiting, POLLING).toBe(CALLS_AT_ONCE);
  const toldAt = performance.now();
  const stopped = system.stop("web").then(() => performance.now() - toldAt);
  // Streams are cut when the process begins to drain: the changes are still waiting then.
  await expect.poll(() => streams.map(({ state }) => state), POLLING).toEqual(streams.map(() => "cut"));
  expect(await orders.countWaiting()).toBe(CALLS_AT_ONCE);
  await orders.release();

  expect((await answers).map(({ status }) => status)).toEqual(orderIds.map(() => "fulfilled"));
  expect(await stopped).toBeLessThan(STOP_MS_MAX);
  console.info(`web stopped ${Math.round(await stopped)} ms after SIGTERM`);

  await system.start("web");
  const resumed = streams.map(({ lastId }) => new LiveStream(system.url, cookie, lastId));
  const confirmedOn = (place: number) =>
    [streams[place], resumed[place]]
      .flatMap((stream) => stream?.heard ?? [])
      .filter(({ name }) => name === "orders.confirmed")
      .flatMap(({ entityIds }) => entityIds.filter((id) => orderIds.includes(id)))
      .toSorted();
  await expect.poll(() => streams.map((_, place) => confirmedOn(place).length)).toEqual(streams.map(() => CHANGES));
  for (const place of streams.keys()) expect(confirmedOn(place)).toEqual(orderIds.toSorted());
  for (const stream of resumed) stream.close();
  for (const orderId of orderIds)
    expect(await shop.api.ask("orders", "get", { orderId })).toMatchObject({ status: "confirmed" });
});

test(`a worker that stops amid ${JOBS} jobs hands them back, and they are done when it starts again`, async ({
  shop,
  system,
}) => {
  const rowsOf = Array.from({ length: JOBS }, (_, number) => (number < JOBS_GOING_ON ? ROWS_GOING_ON : ROWS_HELD));
  const importIds = await Promise.all(rowsOf.map((rows, number) => beginImport(shop, number, rows)));
  const [soon, late] = [importIds.slice(0, JOBS_GOING_ON), importIds.slice(JOBS_GOING_ON)];
  const soonHeld = await hold(
    system.databaseUrl,
    (sql) => sql`select from product_imports where id in ${sql(soon)} for update`,
  );
  const lateHeld = await hold(
    system.databaseUrl,
    (sql) => sql`select from product_imports where id in ${sql(late)} for update`,
  );
  await expect.poll(soonHeld.countWaiting, POLLING).toBe(JOBS_AT_ONCE);
  const progress = () => Promise.all(importIds.map((importId) => shop.api.ask("imports", "get", { importId })));
  expect(await progress()).toEqual(importIds.map(() => expect.objectContaining({ status: "checking" })));

  const toldAt = performance.now();
  const stopped = system.stop("worker").then(() => performance.now() - toldAt);
  await soonHeld.release();
  expect(await stopped).toBeLessThan(STOP_MS_MAX);
  console.info(`the worker stopped ${Math.round(await stopped)} ms after SIGTERM`);
  await lateHeld.release();
  expect(await progress()).toEqual(importIds.map(() => expect.objectContaining({ status: "checking", failure: null })));

  await system.start("worker");
  await expect
    .poll(async () => (await progress()).map(({ status }) => status), { timeout: 45_000 })
    .toEqual(importIds.map(() => "checked"));
  const whole = (rows: number) => ({
    rowsTotal: rows,
    rowsChecked: rows,
    productsCreated: rows,
    rowsSkipped: 0,
    failure: null,
  });
  expect(await progress()).toEqual(rowsOf.map((rows) => expect.objectContaining(whole(rows))));
});

async function beginImport({ api }: Shop, number: number, count: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, row) => `Sundial ${number}-${row},SUN-${number}-${row},12.50`);
  const { fileKey } = await api.upload(["Title,SKU,Price", ...rows].join("\n"));
  const { importId } = await api.change("imports", "start", {
    fileKey,
    fileName: `sundials-${number}.csv`,
  });
  await api.change("imports", "check", { importId, columns: ["title", "sku", "price"] });
  return importId;
}
