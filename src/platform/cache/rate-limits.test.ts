import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { mayOpenPage } from "@/platform/http/page-limit";
import { redisUrl, testDatabase } from "@/testing/database";
import { shareStore, startUpstash, type UpstashServer } from "@/testing/upstash-server";
import { isWithinLimit } from "./rate-limits";

testDatabase();

const PATIENCE = { timeout: 20_000 };

/** As if another process asked: what this one has made for itself is made again. */
function asAnotherProcess() {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (/^quartermaster\.(config|site|shared-store|rate-limit\.)/.test(symbol.description ?? ""))
      Reflect.deleteProperty(globalThis, symbol);
}

async function ask(times: number, caller: string): Promise<number> {
  // The first opens the connection, for which there is no more time than for an answer.
  await isWithinLimit("query", caller);
  let passed = 0;
  for (let call = 0; call < times; call += 1) if (await isWithinLimit("sign-in", caller)) passed += 1;
  return passed;
}

describe.runIf(redisUrl() !== null)("limits over all processes", () => {
  let store: UpstashServer;
  beforeAll(async () => {
    store = await shareStore(redisUrl() ?? "");
  });
  beforeEach(async () => {
    await store.redis.flushdb();
    asAnotherProcess();
  });
  afterAll(async () => {
    delete process.env["UPSTASH_REDIS_REST_URL"];
    asAnotherProcess();
    await store.stop();
  });

  test("are shared by two processes, and each caller and each class has its own", async () => {
    // A store that answers late lets a call pass: where a slow machine made it late, it is asked once more.
    await vi.waitFor(async () => {
      await store.redis.flushdb();
      asAnotherProcess();
      expect(await ask(200, "192.0.2.1")).toBe(200);
      asAnotherProcess();
      expect(await ask(200, "192.0.2.1")).toBeLessThanOrEqual(100);
    }, PATIENCE);
    expect(await ask(1, "192.0.2.2")).toBe(1);
    expect(await isWithinLimit("query", "192.0.2.1")).toBe(true);
  });

  test("keep nobody out while the store hangs or is away, and cost little", async () => {
    store.hang();
    const began = performance.now();
    for (let call = 0; call < 100; call += 1) expect(await isWithinLimit("sign-in", "192.0.2.3")).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
    await store.stop();
    asAnotherProcess();
    expect(await ask(100, "192.0.2.3")).toBe(100);
    store = await startUpstash(redisUrl() ?? "", store.port);
  });

  /** Raises what was counted, and what is counted next, if a new while begins meanwhile. */
  async function openedAlready(pages: number) {
    for (const key of await store.redis.keys("qm:pages:*")) {
      const next = key.replace(/\d+$/, (place) => String(Number(place) + 1));
      await store.redis.mset(key, pages, next, pages);
    }
  }
  const open = (address: string, session?: string) =>
    mayOpenPage({ url: store.url, token: store.token }, { address, session });

  test("of pages stop one browser of a network and no other, until the network opens far too many", async () => {
    await open("192.0.2.6", "session one");
    await openedAlready(300);
    expect(await open("192.0.2.6", "session one")).toBe(false);
    expect(await open("192.0.2.6", "session two")).toBe(true);
    expect((await store.redis.keys("*")).join()).not.toContain("session");
    await openedAlready(5_000);
    expect(await open("192.0.2.6", "made up")).toBe(false);
  });

  test("of pages count by network, without telling the store which, and let all pass once it is away", async () => {
    await open("192.0.2.4");
    await openedAlready(300);
    expect(await open("192.0.2.4")).toBe(false);
    expect(await open("192.0.2.5")).toBe(true);
    expect((await store.redis.keys("*")).join()).not.toContain("192.0.2");
    await store.stop();
    expect(await open("192.0.2.4")).toBe(true);
    store = await startUpstash(redisUrl() ?? "", store.port);
  });
});
