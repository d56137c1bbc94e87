import type { Page, Request } from "@playwright/test";
import postgres from "postgres";
import { expect, headOf, isLive, test } from "./fixtures/journey";
import { showsOrdersToShip } from "./fixtures/orders-to-ship";

const FACTS_AT_ONCE = 5;
const EVERY_MS = 50;
const BURST_MS = 5_000;
/** From one question of a kind to the next, as the screens rest between them. */
const ASKED_EVERY_MS = 250;

/** No browser of ours can be hidden: the page is told that it is, as a real one is. */
const setVisibility = (page: Page, visibility: "hidden" | "visible") =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);

/** What a request to the API asks: it may be several questions in one. */
function questionsOf(request: Request): string[] {
  const { pathname, searchParams } = new URL(request.url());
  const [, names] = pathname.split("/api/trpc/");
  if (names === undefined || request.method() !== "GET" || names.startsWith("live.")) return [];
  const inputs: Record<string, unknown> = JSON.parse(searchParams.get("input") ?? "{}");
  return names.split(",").map((name, place) => `${name} ${JSON.stringify(inputs[String(place)] ?? null)}`);
}

/** Which questions a page asks, how often, and how many of one kind at a time. */
function watchQuestions(page: Page) {
  const [asked, open] = [new Map<string, number>(), new Map<string, number>()];
  const seen = new Set<Request>();
  let atOnceMax = 0;
  const add = (counts: Map<string, number>, key: string, step: number) => {
    const count = (counts.get(key) ?? 0) + step;
    counts.set(key, count);
    return count;
  };
  page.on("request", (request) => {
    seen.add(request);
    for (const question of questionsOf(request)) {
      add(asked, question, 1);
      atOnceMax = Math.max(atOnceMax, add(open, question, 1));
    }
  });
  // What was on its way before is none of it.
  const onEnd = (request: Request) => {
    if (seen.delete(request)) for (const question of questionsOf(request)) add(open, question, -1);
  };
  page.on("requestfinished", onEnd);
  page.on("requestfailed", onEnd);
  const isAnswered = (question: string) => asked.has(question) && open.get(question) === 0;
  return { asked, isAnswered, countOpen: () => sum(open), atOnceMax: () => atOnceMax };
}

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);

/** From its first byte on, which only whoever opens the page can. */
async function openWatched(open: (onPage: (page: Page) => void) => Promise<Page>) {
  const watched: ReturnType<typeof watchQuestions>[] = [];
  const page = await open((opened) => void watched.push(watchQuestions(opened)));
  const [questions] = watched;
  if (!questions) throw new Error("The page was not watched.");
  return { page, questions };
}

test("a hidden tab asks for nothing, and says that it is updating until it is current", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Sundial", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const path = `/orders/${order.orderId}`;
  const { page, questions } = await openWatched((onPage) => open("staff", { path, onPage }));
  await expect(headOf(page).getByText("Draft")).toBeVisible();
  await expect(page.getByRole("list", { name: /^History of order/ })).toBeVisible();
  // A tab may be hidden before it has asked what it asks at first. Of a draft it asks this last, once it has the order.
  const last = `orders.getDiscount ${JSON.stringify({ orderId: order.orderId })}`;
  await expect.poll(() => questions.isAnswered(last)).toBe(true);
  await setVisibility(page, "hidden");
  await expect.poll(questions.countOpen).toBe(0);
  questions.asked.clear();

  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await expect(page.locator("[data-live=updating]").first()).toBeAttached();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
  await expect(headOf(page).getByText("Draft")).toBeVisible();
  expect([...questions.asked.keys()]).toEqual([]);

  await setVisibility(page, "visible");
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  await isLive(page);
  await expect(page.getByRole("main")).not.toHaveAttribute("aria-busy", "true");
});

test("a tab that gets no answer goes on saying that it is updating, and asks until it has one", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Hourglass", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  await expect(headOf(page).getByText("Draft")).toBeVisible();
  let failed = 0;
  await page.route(/\/api\/trpc\/(?!live\.)/, (route) => {
    failed += 1;
    return route.fulfill({ status: 500, contentType: "application/json", body: "{}" });
  });
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await expect.poll(() => failed).toBeGreaterThan(1);
  await expect(page.locator("[data-live=updating]").first()).toBeAttached();
  await expect(headOf(page).getByText("Draft")).toBeVisible();
  await page.unrouteAll();
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  await isLive(page);
});

test("a hundred facts a second are a few questions, one of a kind at a time, and the last fact is shown", async ({
  open,
  shop,
  system,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Astrolabe", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("admin", { path: "/" });
  await page.evaluate(() => {
    const longest = { value: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.value = Math.max(longest.value, duration);
    }).observe({ type: "longtask" });
  });
  const { asked, atOnceMax } = watchQuestions(page);
  const beganAt = performance.now();

  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  const deadline = Date.now() + BURST_MS;
  while (Date.now() < deadline) {
    await sql`
      insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
      select 'event', 'orders.held', jsonb_build_object('orderId', id), array[id], 'burst', now()
      from (select gen_random_uuid() as id from generate_series(1, ${FACTS_AT_ONCE})) as told`;
    await page.waitForTimeout(EVERY_MS);
  }
  await sql.end();
  await shop.api.change("orders", "confirm", { orderId: order.orderId });

  await showsOrdersToShip(page, shop);
  expect(atOnceMax()).toBe(1);
  const most = Math.max(...asked.values());
  expect(most).toBeGreaterThan(1);
  // Facts of others go on for as long as a slow machine takes to show the last one.
  expect(most).toBeLessThan((2 * (performance.now() - beganAt)) / ASKED_EVERY_MS);
  const longestMs = await page.evaluate(() => Reflect.get(Reflect.get(window, "longest"), "value"));
  test.info().annotations.push({ type: "longest task", description: `${longestMs} ms` });
});
