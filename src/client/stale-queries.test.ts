import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, describe, expect, test } from "vitest";
import { LIVE_RESYNC, type LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import { makesStale } from "./stale-facts";
import { StaleQueries } from "./stale-queries";

const fact = (name: string, ...entityIds: string[]): LiveEvent => ({ position: 1, name, entityIds });
const key = (procedure: string, input?: unknown) => [procedure.split("."), { input, type: "query" }];

describe("which queries a fact makes stale", () => {
  test.each([
    ["orders.confirmed", "orders.list", {}, true],
    ["orders.confirmed", "orders.byId", { orderId: "a" }, true],
    ["orders.confirmed", "orders.byId", { orderId: "b" }, false],
    ["orders.customer-changed", "orders.byId", { orderId: "b" }, true],
    ["orders.confirmed", "orders.customerById", { customerId: "b" }, true],
    ["orders.confirmed", "catalog.listProducts", {}, false],
    ["orders.confirmed", "history.list", {}, true],
    ["orders.confirmed", "users.list", {}, false],
    ["catalog.product-edited", "inventory.listStock", {}, true],
    ["inventory.stock-changed", "inventory.getStockCard", { variantId: "b" }, false],
    ["inventory.stock-changed", "inventory.listStock", { warehouseId: "b" }, true],
    ["catalog.import-progressed", "catalog.getProductImport", { importId: "a" }, true],
    ["catalog.import-progressed", "catalog.getProductImport", { importId: "b" }, false],
    ["catalog.import-progressed", "catalog.listProductImports", {}, true],
    ["catalog.import-progressed", "catalog.listProducts", {}, false],
    ["catalog.import-progressed", "inventory.listStock", {}, false],
    ["catalog.products-imported", "catalog.listImportProblems", { importId: "a" }, true],
    [LIVE_RESYNC, "users.list", {}, true],
  ])("%s and %s with %j: %s", (name, procedure, input, isStale) => {
    expect(makesStale(fact(name, "a"), key(procedure, input))).toBe(isStale);
  });
});

describe("asking again", () => {
  let stop = () => {};
  afterEach(() => stop());

  /** A screen that shows orders; each answer is what the server knew when it was asked. */
  function showOrders(answerMs = 0) {
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
    const stale = new StaleQueries(queryClient);
    const server = { version: 1, asked: 0 };
    const queryFn = async ({ signal }: { signal: AbortSignal }) => {
      server.asked += 1;
      const { version } = server;
      await pause(answerMs);
      signal.throwIfAborted();
      return version;
    };
    const observer = new QueryObserver(queryClient, { queryKey: key("orders.list", {}), queryFn });
    const unsubscribe = observer.subscribe(() => {});
    stop = () => {
      unsubscribe();
      stale.stop();
      queryClient.clear();
    };
    return { queryClient, stale, server, shown: () => observer.getCurrentResult().data };
  }

  test("whoever waits for one answer gets it whatever happens meanwhile, and the next one who asks is not given the same", async () => {
    const { queryClient, stale, server } = showOrders(250);
    await pause(300);
    const scanned = {
      queryKey: key("orders.byNumber", { number: 7 }),
      queryFn: async () => {
        const { version } = server;
        await pause(400);
        return version;
      },
    };
    const answer = queryClient.fetchQuery(scanned);
    server.version = 2;
    stale.note(fact("orders.placed", "a"));
    expect(await answer).toBe(1);
    expect(await queryClient.fetchQuery(scanned)).toBe(2);
  });

  test("a burst of facts is one question", async () => {
    const { stale, server, shown } = showOrders();
    await pause(20);
    server.version = 2;
    for (let number = 0; number < 30; number += 1) stale.note(fact("orders.placed", "a"));
    await pause(400);
    expect(shown()).toBe(2);
    expect(server.asked).toBe(2);
  });

  test("a fact that comes during a first fetch is not lost", async () => {
    const { stale, server, shown } = showOrders(500);
    await pause(50);
    server.version = 2;
    stale.note(fact("orders.placed", "a"));
    await pause(1_000);
    expect(shown()).toBe(2);
  });

  test("a steady stream of facts does not starve a slow query", async () => {
    const { stale, server, shown } = showOrders(400);
    await pause(450);
    for (let round = 0; round < 20; round += 1) {
      server.version += 1;
      stale.note(fact("orders.placed", "a"));
      await pause(60);
    }
    expect(shown()).toBeGreaterThan(5);
  });

  test("an answer that arrives with a page after the fact is doubted", async () => {
    const { queryClient, stale, server } = showOrders();
    await pause(20);
    stale.note(fact("orders.placed", "a"));
    await pause(300);
    server.version = 3;
    const queryKey = key("orders.byId", { orderId: "a" });
    queryClient.getQueryCache().build(
      queryClient,
      { queryKey },
      {
        ...blankState,
        data: 1,
        dataUpdatedAt: Date.now(),
        status: "success",
      },
    );
    await pause(20);
    expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(true);
  });
});

const blankState = {
  dataUpdateCount: 1,
  error: null,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
  fetchFailureCount: 0,
  fetchFailureReason: null,
  fetchMeta: null,
  isInvalidated: false,
  fetchStatus: "idle",
} as const;
