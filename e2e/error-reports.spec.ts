import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { startErrorService } from "../src/testing/error-service";
import { startCollector } from "../src/testing/spans";
import { FaultyProduct } from "./fixtures/faulty-product";
import { expect, test as base } from "./fixtures/journey";

/*
 * What the built web and a browser report, over a database that fails. Worker and relay do so in
 * `src/server/error-reports.heavy.test.ts`.
 */

const PLANTED = "planted-marker-2a6b";
const FAILED = { answer: "XX000" } as const;

type Service = Awaited<ReturnType<typeof startErrorService>>;
type World = { product: FaultyProduct; service: Service };

const test = base.extend<object, { world: World }>({
  world: [
    async ({ system }, give) => {
      const [service, collector] = [await startErrorService(), await startCollector()];
      const product = await FaultyProduct.start(system, {
        SENTRY_DSN: service.dsn,
        SENTRY_ENVIRONMENT: "journeys",
        RELEASE: "r-7",
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_TRACES_SAMPLER_ARG: "1",
      });
      await give({ product, service });
      await product.end();
      await Promise.all([service.stop(), collector.stop()]);
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** One worker for all of it, which starts the product once. */
test.describe.configure({ mode: "default" });

type Tags = Readonly<Record<string, string>>;
const reported = async ({ events }: Service, wanted: Tags) => {
  const isWanted = ({ tags }: { tags: Tags }) => Object.entries(wanted).every(([key, value]) => tags[key] === value);
  await expect.poll(() => events.filter(isWanted).length, { timeout: 20_000 }).toBeGreaterThan(0);
  return events.find(isWanted);
};

test("the web reports a call and a page that failed, with release, person, number and trace", async ({
  world: { product, service },
  shop,
  system,
  sessionOf,
  playwright,
}) => {
  const person = await sessionOf(system.person("admin"));
  const request = await playwright.request.newContext({ baseURL: product.url, storageState: person });
  const me = await (await request.get("/api/trpc/users.getMe?input=%7B%7D")).json();
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const { key } = await shop.api.change("users", "createOwnKey", {
    name: "Customers of the web shop",
    scopes: ["customers.read"],
    warehouses: "all",
    days: 1,
  });

  product.database.break({ at: /from "customers"/, times: 100, does: FAILED });
  const answer = await request.get(
    `/api/trpc/customers.list?input=${encodeURIComponent(JSON.stringify({ search: PLANTED }))}`,
    { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } },
  );
  expect(answer.status()).toBe(500);
  expect(await reported(service, { procedure: "customers.list" })).toMatchObject({
    platform: "node",
    release: "r-7",
    environment: "journeys",
    user: { id: me.result.data.actor.userId },
    contexts: { trace: { trace_id: traceId } },
    tags: { process: "web", module: "customers", requestId: answer.headers()["x-request-id"], code: "XX000" },
  });

  const byKey = await playwright.request.newContext({ baseURL: product.url });
  const refused = await byKey.get("/api/trpc/customers.list?input=%7B%7D", {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(refused.status()).toBe(500);
  await reported(service, { requestId: refused.headers()["x-request-id"] ?? "" });
  await byKey.dispose();

  product.database.break({ at: /from "shop_settings"/, times: 100, does: FAILED });
  await request.get(`/settings?search=${PLANTED}`);
  const page = await reported(service, { route: "/settings" });
  expect(page?.tags["digest"]).toMatch(/\w/);
  await product.mend();
  for (const hidden of [PLANTED, key.slice(-64), "Bearer"]) expect(service.bodies.join("\n")).not.toContain(hidden);
  await request.dispose();
});

test("a browser reports what nobody caught, to the shop alone, and loads nothing for it before", async ({
  world: { product, service },
  system,
  sessionOf,
  browser,
}) => {
  const context = await browser.newContext({
    baseURL: product.url,
    storageState: await sessionOf(system.person("admin")),
  });
  const page = await context.newPage();
  const [asked, traces, stopped]: [string[], string[], string[]] = [[], [], []];
  page.on("request", (request) => {
    asked.push(request.url());
    const [, traceId] = request.headers()["traceparent"]?.split("-") ?? [];
    if (traceId) traces.push(traceId);
  });
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) stopped.push(message.text());
  });
  await page.goto(`/customers?search=${PLANTED}`);
  await expect(page.locator("html")).toHaveAttribute("data-errors", "r-7");
  await expect.poll(() => traces.length, "the page has asked for something").toBeGreaterThan(0);
  expect(asked.filter((url) => url.includes("/api/errors"))).toEqual([]);

  const scripts = () => asked.filter((url) => url.endsWith(".js")).length;
  const before = scripts();
  await page.evaluate((planted) => {
    setTimeout(() => {
      throw new TypeError(`This is no "${planted}" at ${location.href}`);
    });
    void Promise.reject(new RangeError(`token=${planted}`));
    // Told by the server already.
    void Promise.reject(Object.assign(new Error("refused"), { name: "TRPCClientError" }));
  }, PLANTED);
  const event = await reported(service, { process: "browser", page: "/customers" });
  await expect.poll(() => service.events.filter(({ tags }) => tags["process"] === "browser").length).toBe(2);
  expect(scripts()).toBeGreaterThan(before);
  expect(event).toMatchObject({ platform: "javascript", release: "r-7", environment: "journeys" });
  expect(event?.user?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(traces).toContain(event?.contexts?.trace?.trace_id);
  const words = service.events.map(({ exception }) => exception.values.at(-1)).map((it) => `${it?.type}: ${it?.value}`);
  expect(words).toEqual(
    expect.arrayContaining(['TypeError: This is no "[hidden]" at [address]', "RangeError: token [hidden]"]),
  );
  expect(service.bodies.join("\n")).not.toContain(PLANTED);
  expect(stopped).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(product.url) && !/^(data|blob):/.test(url))).toEqual([]);
  await context.close();
});

test("the build serves no map of its sources, and none of them", async ({ system, playwright }) => {
  const folder = path.resolve(".next/standalone/.next/static");
  expect(existsSync(folder)).toBe(true);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => /\.(?:map|tsx?)$/.test(file))).toEqual([]);
  const script = files.find((file) => file.endsWith(".js"));
  const request = await playwright.request.newContext({ baseURL: system.url });
  expect((await request.get(`/_next/static/${script}`)).status()).toBe(200);
  expect((await request.get(`/_next/static/${script}.map`)).status()).toBe(404);
  await request.dispose();
});
