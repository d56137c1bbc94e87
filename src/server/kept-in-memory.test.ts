import { afterAll, beforeAll, expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { database } from "@/platform/database/db";
import { factVersions } from "@/platform/outbox/fact-versions";
import { feed } from "@/platform/outbox/feed";
import { answerCache } from "@/platform/trpc/cached-answers";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { publishAll } from "@/testing/outbox";
import { appRouter } from "./router";

const base = testDatabase();
beforeAll(() => void (process.env["CACHE"] = "memory"));
afterAll(async () => {
  await feed().close();
  await database().end();
});

type Asked = Parameters<typeof testContext>[1];

async function personOf(asked: Asked) {
  const ctx = await testContext(base.db, asked);
  return (now = new Date()) => appRouter.createCaller({ ...ctx, now, idempotencyKey: null });
}

/** Everything is published and read, and the process may keep answers. */
async function settle() {
  await publishAll(base.db);
  factVersions();
  await feed().start();
  await factVersions().look();
}

async function isKept(work: () => Promise<unknown>): Promise<boolean> {
  const before = answerCache()?.counts.hits ?? 0;
  await work();
  return (answerCache()?.counts.hits ?? 0) > before;
}

test("nobody is given yesterday's answer, in whatever zone the day begins", async () => {
  const ask = await personOf({ role: "admin" });
  await base.owner`update shop_settings set time_zone = 'Asia/Kathmandu'`;
  await settle();
  const dayAt = async (time: string) => (await ask(new Date(time)).orders.listSalesPerDay({ days: 1 }))[0]?.day;
  // Five hours and three quarters before it is midnight in London.
  expect(await dayAt("2026-03-01T18:14:50Z")).toBe("2026-03-01");
  expect(await isKept(() => dayAt("2026-03-01T18:14:59Z"))).toBe(true);
  expect(await dayAt("2026-03-01T18:15:01Z")).toBe("2026-03-02");
});

test("who works in other warehouses, has another role or asks otherwise is given an answer of their own", async () => {
  const admin = await testContext(base.db, { role: "admin" });
  const [first, second] = [
    await createWarehouse(admin, { code: "A", name: "First" }),
    await createWarehouse(admin, { code: "B", name: "Second" }),
  ];
  await settle();
  const namesFor = async (asked: Asked) => {
    const ask = await personOf(asked);
    return (await ask().inventory.listStockValueByWarehouse()).map(({ warehouseName }) => warehouseName);
  };
  expect(await namesFor({ role: "admin" })).toEqual(["First", "Second"]);
  expect(await namesFor({ role: "manager", warehouses: [first.warehouseId] })).toEqual(["First"]);
  expect(await namesFor({ role: "manager", warehouses: [second.warehouseId] })).toEqual(["Second"]);
  expect(await isKept(() => namesFor({ role: "manager", warehouses: [second.warehouseId] }))).toBe(true);
  await expect(namesFor({ role: "staff", warehouses: [first.warehouseId] })).rejects.toThrow("FORBIDDEN");
});
