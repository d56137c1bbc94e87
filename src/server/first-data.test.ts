import { encode } from "next-auth/jwt";
import { afterAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { processSingleton } from "@/platform/process-singleton";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";
import { Browser } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { ALL_PAGES, answersTo } from "./first-data";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(appRouter);
const ENOUGH_MS = 1_000;

afterAll(() => database().end());
beforeEach(() => processSingleton("late-first-data", () => new Map<string, number>()).clear());

async function aReader() {
  const actor = await aSession(base.db, await aPerson(base.db, { role: "admin", passwordHash: "unusable" }));
  const { sessionId, userId } = actor;
  const browser = new Browser(handle);
  browser.cookies.set("qm-session", await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] }));
  const ctx = { db: base.db, actor, now: currentDate(), action: "page", requestId: newId(), idempotencyKey: null };
  return { browser, ctx };
}

/** Holds the reads of a table back until it is let go. */
async function hold(table: string): Promise<() => Promise<void>> {
  const owner = await base.owner.reserve();
  await owner`begin`;
  await owner`lock table ${owner(table)} in access exclusive mode`;
  return async () => {
    await owner`commit`;
    owner.release();
  };
}

test("an answer is the one that the browser would get, under the name by which it asks", async () => {
  const { browser, ctx } = await aReader();
  await createWarehouse(ctx, { code: "MAIN", name: "Main" });
  const { queries } = await answersTo(ctx, ({ users, inventory }) => [
    users.getMe.prefetch(),
    inventory.listLocations.prefetchInfinite({}),
  ]);
  const told = new Map(queries.map(({ queryHash, state }) => [queryHash, state.data]));
  expect([...told]).toEqual([
    ['[["users","getMe"],{"type":"query"}]', (await browser.query("users.getMe")).data],
    [
      '[["inventory","listLocations"],{"input":{},"type":"infinite"}]',
      { pages: [(await browser.query("inventory.listLocations", {})).data], pageParams: [null] },
    ],
  ]);
});

test("all pages of a list come as the one question that the browser would have read on", async () => {
  const { browser, ctx } = await aReader();
  for (const code of ["EAST", "MAIN"]) await createWarehouse(ctx, { code, name: code });
  const { queries } = await answersTo(ctx, ({ inventory, queryClient }, { caller }) => [
    queryClient.prefetchInfiniteQuery({
      ...inventory.listLocations.infiniteQueryOptions({}),
      queryFn: ({ pageParam }) => caller.inventory.listLocations.query({ cursor: pageParam, limit: 2 }),
      ...ALL_PAGES,
    }),
  ]);
  const first = (await browser.query("inventory.listLocations", { limit: 2 })).data;
  const { nextCursor } = z.object({ nextCursor: z.string() }).parse(first);
  const second = (await browser.query("inventory.listLocations", { limit: 2, cursor: nextCursor })).data;
  expect(queries.map(({ queryHash, state }) => [queryHash, state.data])).toEqual([
    [
      '[["inventory","listLocations"],{"input":{},"type":"infinite"}]',
      { pages: [first, second], pageParams: [null, nextCursor] },
    ],
  ]);
  expect(second).toMatchObject({ nextCursor: null });
});

test("what is refused is left to the browser, which shows why", async () => {
  const { ctx } = await aReader();
  const { queries } = await answersTo(ctx, ({ orders, users }) => [
    orders.get.prefetch({ orderId: newId() }),
    users.getMe.prefetch(),
  ]);
  expect(queries.map(({ queryKey: [path] }) => path)).toEqual([["users", "getMe"]]);
});

test("a page waits for no slow answer, and the next page does not ask for it", async () => {
  const { ctx } = await aReader();
  const letGo = await hold("customers");
  const begunAt = performance.now();
  const { queries } = await answersTo(ctx, ({ customers, users }) => [
    customers.list.prefetch({}),
    users.getMe.prefetch(),
  ]);
  expect(performance.now() - begunAt).toBeLessThan(ENOUGH_MS);
  expect(queries.map(({ queryKey: [path] }) => path)).toEqual([["users", "getMe"]]);
  await letGo();
  await expect
    .poll(async () => (await answersTo(ctx, ({ customers }) => [customers.list.prefetch({})])).queries.length)
    .toBe(0);
});
