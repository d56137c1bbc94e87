import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { Api } from "./fixtures/api";
import { hold } from "./fixtures/hold-rows";
import { expect, test } from "./fixtures/journey";
import { ask } from "./fixtures/raw-request";
import { becomesCalm, many, measure, slowness } from "./fixtures/waits";

/*
 * One caller does the worst that is known of, and everybody else works on. What they wait is measured meanwhile, on a
 * machine that does nothing else: it is waited for until it is calm, and one that never is proves nothing.
 */

const P95_MS_MAX = 200 * slowness;
const MEASURED_MAX = 3;

/** What somebody else looks at: a page of orders, again and again. */
const pageOf = (others: Api) => () => others.ask("orders", "list", {});

async function measureUnder(title: string, others: Api, worst: (signal: AbortSignal) => Promise<unknown>) {
  expect(await becomesCalm(pageOf(others)), "the machine does nothing else, so that it can be measured").toBe(true);
  const over = new AbortController();
  const attack = worst(over.signal);
  await sleep(1_000);
  const meanwhile = await measure(pageOf(others));
  over.abort();
  await attack;
  console.log(`${title}: others waited p50 ${meanwhile.p50} ms, p95 ${meanwhile.p95} ms`);
  expect(meanwhile.failures, `${title}: what failed for others`).toBe(0);
  return meanwhile;
}

/** What is too high because of us is so every time; what a neighbour of the machine did is not. */
async function othersWorkOn(title: string, others: Api, worst: (signal: AbortSignal) => Promise<unknown>) {
  const figures: number[] = [];
  while (figures.length < MEASURED_MAX) {
    const { p95 } = await measureUnder(title, others, worst);
    if (p95 < P95_MS_MAX) return;
    figures.push(p95);
  }
  expect(Math.min(...figures), `${title}: p95 of others, each time`).toBeLessThan(P95_MS_MAX);
}

const own = { "sec-fetch-site": "same-origin" };

test.describe.configure({ mode: "serial", timeout: 1_200_000 });

/** What was tried here closes no account to the journeys that follow. */
test.afterAll(async ({ system }) => {
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  await sql`delete from password_tries`;
  await sql.end();
});

test("eighty connections that try passwords", async ({ shop, system, stranger }) => {
  const page = await stranger();
  const csrf = await ask(system.url, { path: "/api/auth/csrf", headers: own });
  const cookie = (csrf.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
  const { csrfToken } = JSON.parse(csrf.text);
  const { email, password } = system.person("staff");
  const guess = () =>
    ask(system.url, {
      method: "POST",
      path: "/api/auth/callback/credentials",
      headers: { ...own, cookie, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password: `wrong ${randomUUID()}`, json: "true" }).toString(),
    });
  // The browser of the account's owner, which has signed in before.
  const signIn = async () => {
    const { csrfToken: token } = await (await page.request.get("/api/auth/csrf")).json();
    const began = performance.now();
    const answer = await page.request.post("/api/auth/callback/credentials", {
      headers: own,
      form: { csrfToken: token, email, password, json: "true" },
    });
    return { url: String((await answer.json()).url), took: performance.now() - began };
  };
  expect((await signIn()).url).not.toContain("error");

  const attack = many(80, guess);
  await othersWorkOn("80 connections that sign in", shop.api, async (signal) => {
    const running = attack(signal);
    await sleep(2_000);
    const owner = await signIn();
    console.log(`80 connections that sign in: the owner's own took ${Math.round(owner.took)} ms`);
    expect(owner.url, "the owner signs in meanwhile, from a browser that did before").not.toContain("error");
    expect(owner.took).toBeLessThan(30_000);
    await running;
  });
});

test("twenty changes of one's own password at once", async ({ shop, system, sessionOf, playwright }) => {
  const storageState = await sessionOf(system.person("staff"));
  const request = await playwright.request.newContext({ baseURL: system.url, storageState });
  const clerk = new Api(request, system);
  const change = () =>
    clerk.send("users", "changeOwnPassword", {
      currentPassword: `not my password ${randomUUID()}`,
      newPassword: `a quite new password ${randomUUID()}`,
    });
  await othersWorkOn("20 password changes", shop.api, many(20, change));
  await request.dispose();
});

test("twelve who wait for one held row", async ({ shop, system, sessionOf, playwright }) => {
  const place = await shop.place();
  const goods = await shop.goods("Sextant", { at: place, quantity: 1 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const request = await playwright.request.newContext({
    baseURL: system.url,
    storageState: await sessionOf(system.person("manager")),
  });
  const manager = new Api(request, system);
  const held = await hold(system.databaseUrl, (sql) => sql`select from orders where id = ${orderId} for update`);
  await othersWorkOn(
    "12 waiters on a held row",
    shop.api,
    many(12, () => manager.send("orders", "confirm", { orderId })),
  );
  await held.release();
  await request.dispose();
});

test("a megabyte of zeros as the lines of an order", async ({ shop, system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("manager"));
  const headers = {
    ...own,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    "x-quartermaster": "1",
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
  };
  const body = `{"lines":[${"0,".repeat(490_000)}0]}`;
  await othersWorkOn(
    "1 MB of zeros",
    shop.api,
    many(4, async () => {
      const answer = await ask(system.url, { method: "POST", path: "/api/trpc/orders.place", headers, body });
      expect(answer.status).toBe(400);
    }),
  );
});

/** The last one: the worker has these files to read for long, and nothing could be measured meanwhile. */
test("files of four megabytes of blank and of ragged lines", async ({ shop, system, sessionOf, playwright }) => {
  const request = await playwright.request.newContext({
    baseURL: system.url,
    storageState: await sessionOf(system.person("manager")),
  });
  const manager = new Api(request, system);
  const files = ["\n".repeat(4_000_000), `title,sku,price\n${"x,\n".repeat(1_300_000)}`];
  let turn = 0;
  const upload = async () => {
    const { fileKey } = await manager.upload(files[(turn += 1) % files.length] ?? "");
    await manager.send("imports", "start", { fileKey, fileName: "blank.csv" });
  };
  await othersWorkOn("4 MB of blank and ragged lines", shop.api, many(2, upload));
  await request.dispose();
});
