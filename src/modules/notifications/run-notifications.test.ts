import { expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { makeLogger } from "@/platform/logger";
import { relayBatch } from "@/platform/outbox/relay";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { listNotices } from "./queries";
import { runNotifications } from "./run-notifications";

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
