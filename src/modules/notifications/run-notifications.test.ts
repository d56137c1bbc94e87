import { expect, test } from "vitest";
import { idleReplicas } from "@/modules/notifications/causes/idle-replicas";
import { placeOrder } from "@/modules/orders/place-order";
import { makeLogger } from "@/platform/logger";
import { relayBatch } from "@/platform/outbox/relay";
import { pause } from "@/shared/pause";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { listAlerts, listNotices } from "./queries";
import { runNotifications } from "./run-notifications";
import { lookAround } from "./take-notice";

const world = testDatabase();
const log = makeLogger("silent");

test("while the queue is away, people hear of all but its dead jobs", async () => {
  const boss = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 10 });
  const clerk = await testContext(world.db, { role: "staff", warehouses: [warehouseId], now: boss.now });
  await placeOrder(boss, {
    customerId,
    warehouseId,
    lines: [{ variantId: variant.TEA, quantity: 1 }],
    confirm: true,
  });
  await relayBatch({ db: world.db, handlers: [], addJobs: async () => {}, log });

  const stopping = new AbortController();
  const listDead = () => Promise.reject(new Error("The queue is away."));
  const running = runNotifications({ db: world.db, log, listDead, reportReplicas: () => [] }, stopping.signal);
  const titles = async () => (await listNotices(clerk, { unread: false, limit: 5 })).rows.map(({ title }) => title);
  await expect.poll(titles, { timeout: 5_000 }).toEqual(["#1001 was confirmed"]);
  stopping.abort();
  await running;
});

test("a worker that has just started ends no alert of a replica of which it knows nothing yet", async () => {
  const boss = await testContext(world.db);
  const replica = { name: "db2:5432", idleMs: 61_000 };
  await lookAround(boss, [idleReplicas([{ ...replica, state: "failed" }])]);

  const stopping = new AbortController();
  let looks = 0;
  const listDead = async () => {
    looks += 1;
    return [];
  };
  const reportReplicas = () => [{ ...replica, state: "unasked" as const, idleMs: 0 }];
  const running = runNotifications({ db: world.db, log, listDead, reportReplicas }, stopping.signal);
  await expect.poll(() => looks, { timeout: 5_000 }).toBe(1);
  await pause(500);
  const { rows } = await listAlerts(boss, { limit: 5 });
  expect(rows.map(({ title }) => title)).toEqual(["Replica db2:5432 is not in use"]);
  stopping.abort();
  await running;
});
