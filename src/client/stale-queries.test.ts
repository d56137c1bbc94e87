import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import { StaleQueries } from "./stale-queries";

const fact = (name: string, ...entityIds: string[]): LiveEvent => ({ position: 1, name, entityIds });
/** Lets so much time go by. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const key = (procedure: string, input?: unknown) => [procedure.split("."), { input, type: "query" }];

describe("asking again", () => {
  let stop = () => {};
  // By a clock of the tests: no slow machine then changes what comes before what.
  beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout"] }));
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  /** A screen that shows orders; each answer is what the server knew when it was asked. */
  function showOrders(answerMs = 0) {
    const tab = { isHidden: false, outdated: 0 };
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
    const stale = new StaleQueries(
      queryClient,
      { orders: { list: [{ facts: ["orders"] }] } },
      {
        isHidden: () => tab.isHidden,
        onOutdated: () => (tab.outdated += 1),
      },
    );
    const server = { version: 1, asked: 0, atOnce: 0, atOnceMax: 0, isDown: false };
    const queryFn = async ({ signal }: { signal: AbortSignal }) => {
      server.asked += 1;
      server.atOnce += 1;
      server.atOnceMax = Math.max(server.atOnceMax, server.atOnce);
      const { version } = server;
      await pause(answerMs);
      server.atOnce -= 1;
      signal.throwIfAborted();
      if (server.isDown) throw new Error("down");
      return version;
    };
    const observer = new QueryObserver(queryClient, { queryKey: key("orders.list", {}), queryFn });
    const unsubscribe = observer.subscribe(() => {});
    stop = () => {
      unsubscribe();
      stale.stop();
      queryClient.clear();
    };
    return { queryClient, stale, server, tab, observer, shown: () => observer.getCurrentResult().data };
  }

  test("a single answer on its way is delivered whatever happens, and the next caller asks again", async () => {
    const { queryClient, stale, server } = showOrders(250);
    await pass(300);
    const scanned = {
      queryKey: key("orders.getByNumber", { number: 7 }),
      queryFn: async () => {
        const { version } = server;
        await pause(400);
        return version;
      },
    };
    const answer = queryClient.fetchQuery(scanned);
    server.version = 2;
    stale.add(fact("orders.placed", "a"));
    await pass(400);
    expect(await answer).toBe(1);
    const next = queryClient.fetchQuery(scanned);
    await pass(400);
    expect(await next).toBe(2);
  });

  test("a single fact is asked about at once", async () => {
    const { stale, server, shown } = showOrders();
    await pass(20);
    server.version = 2;
    stale.add(fact("orders.placed", "a"));
    await pass(60);
    expect(shown()).toBe(2);
  });

  test("a hundred facts a second are a few questions, one at a time, and the last fact is shown", async () => {
    const { stale, server, shown } = showOrders(30);
    await pass(60);
    for (let round = 0; round < 100; round += 1) {
      server.version += 1;
      stale.add(fact("orders.placed", "a"));
      await pass(10);
    }
    await pass(600);
    expect(shown()).toBe(101);
    expect(server.asked).toBeGreaterThan(3);
    // The first at once, then four in the second of facts, and one for the last.
    expect(server.asked).toBeLessThanOrEqual(7);
    expect(server.atOnceMax).toBe(1);
  });

  test("a slow query holds up no other", async () => {
    const { queryClient, stale, server, shown } = showOrders();
    const slow = new QueryObserver(queryClient, {
      queryKey: key("orders.listTopSellers", {}),
      queryFn: () => pause(1_000).then(() => true),
    });
    const leave = slow.subscribe(() => {});
    await pass(1_050);
    for (const version of [2, 3]) {
      server.version = version;
      stale.add(fact("orders.placed", "a"));
      await pass(300);
      expect(shown()).toBe(version);
    }
    leave();
  });

  test("a burst of facts is one question", async () => {
    const { stale, server, shown } = showOrders();
    await pass(20);
    server.version = 2;
    for (let number = 0; number < 30; number += 1) stale.add(fact("orders.placed", "a"));
    await pass(400);
    expect(shown()).toBe(2);
    expect(server.asked).toBe(2);
  });

  test("a fact that comes during a first fetch is not lost", async () => {
    const { stale, server, shown } = showOrders(500);
    await pass(50);
    server.version = 2;
    stale.add(fact("orders.placed", "a"));
    await pass(1_000);
    expect(shown()).toBe(2);
  });

  test("a hidden tab asks for nothing, and knows that what it shows is old", async () => {
    const { stale, server, tab, observer } = showOrders();
    await pass(20);
    tab.isHidden = true;
    server.version = 2;
    for (let round = 0; round < 5; round += 1) {
      stale.add(fact("orders.placed", "a"));
      await pass(30);
    }
    expect(server.asked).toBe(1);
    expect(tab.outdated).toBeGreaterThan(0);
    expect(observer.getCurrentResult().isStale).toBe(true);
  });

  test("what is on its way to a tab as it is hidden counts as old if a fact came meanwhile", async () => {
    const { stale, server, tab, observer, shown } = showOrders(100);
    await pass(20);
    tab.isHidden = true;
    server.version = 2;
    stale.add(fact("orders.placed", "a"));
    await pass(200);
    expect([shown(), server.asked, observer.getCurrentResult().isStale, tab.outdated]).toEqual([1, 1, true, 1]);
  });

  test("what could not be asked for again counts as old", async () => {
    const { stale, server, tab, observer, shown } = showOrders();
    await pass(20);
    server.isDown = true;
    server.version = 2;
    stale.add(fact("orders.placed", "a"));
    await pass(500);
    expect([observer.getCurrentResult().isStale, tab.outdated]).toEqual([true, 1]);
    expect(shown()).toBe(1);
  });

  test("a late answer counts as old, though facts go on coming", async () => {
    const { stale, server, tab } = showOrders(2_600);
    await pass(2_700);
    for (let round = 0; round < 23; round += 1) {
      server.version += 1;
      stale.add(fact("orders.placed", "a"));
      await pass(100);
    }
    expect([server.asked, tab.outdated]).toEqual([2, 1]);
  });

  test("a steady stream of facts does not starve a slow query", async () => {
    const { stale, server, shown } = showOrders(400);
    await pass(450);
    for (let round = 0; round < 20; round += 1) {
      server.version += 1;
      stale.add(fact("orders.placed", "a"));
      await pass(60);
    }
    expect(shown()).toBeGreaterThan(5);
  });
});
