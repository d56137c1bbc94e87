import { createServer } from "node:http";
import { trace } from "@opentelemetry/api";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { isExpectedFault, poolIsBusy } from "@/platform/database/error";
import { makeLogger } from "@/platform/logger";
import { defineError } from "@/shared/error";
import { startErrorService } from "@/testing/error-service";
import { listenLocally } from "@/testing/local-server";
import { startCollector } from "@/testing/spans";
import { openReports } from "./error-reports";
import { browserReports, endReports, reportBy, reportError } from "./reports";
import { endTracing, inSpan, traceBy, traceId } from "./span";
import { openTracing } from "./tracing";

/*
 * As the web reports, by the package of Next, and beside our own spans. A journey receives what whole processes and a
 * browser report.
 */

const PLANTED = "planted-marker-4d2c";
const refused = defineError("tests.refused", "conflict", () => "Refused.");
const log = makeLogger("error", { write: () => {} });

let service: Awaited<ReturnType<typeof startErrorService>>;
let collector: Awaited<ReturnType<typeof startCollector>>;

beforeAll(async () => {
  [service, collector] = [await startErrorService(), await startCollector()];
  const settings = { url: `${collector.url}/v1/traces`, headers: {}, share: 1, release: "r-1" };
  traceBy(await openTracing("tests", settings));
  reportBy(
    await openReports(
      { dsn: service.dsn, environment: "tests", release: "r-1" },
      { process: "web", load: () => import("@sentry/nextjs"), isExpected: isExpectedFault },
    ),
  );
});
afterAll(async () => {
  await Promise.all([endReports(), endTracing()]);
  reportBy(null);
  traceBy(null);
  await Promise.all([service.stop(), collector.stop()]);
});
beforeEach(() => {
  service.events.length = 0;
});

const received = (count: number) => vi.waitFor(() => expect(service.events).toHaveLength(count), { timeout: 10_000 });

test("what the log calls an error is reported with release, person, number and trace, and no more", async () => {
  const userId = "01a20430-c92c-7287-9579-0e17cd6f40ea";
  const followed = await inSpan({ name: "ours" }, async () => {
    const cause = new Error(`of "${PLANTED}"`);
    const error = Object.assign(new TypeError(`token=${PLANTED} at https://shop.example/?q=${PLANTED}`, { cause }), {
      code: "E_TESTS",
      request: { cookie: PLANTED },
    });
    log.error(
      { err: error, requestId: "r-7", procedure: "orders.confirm", actor: userId, password: PLANTED },
      "failed",
    );
    return traceId();
  });
  await received(1);
  expect(service.events[0]).toMatchObject({
    platform: "node",
    release: "r-1",
    environment: "tests",
    user: { id: userId },
    contexts: { trace: { trace_id: followed } },
    tags: { process: "web", procedure: "orders.confirm", requestId: "r-7", code: "E_TESTS" },
  });
  const values = service.events[0]?.exception.values ?? [];
  expect(values.map(({ type, value }) => `${type}: ${value}`)).toEqual([
    'Error: of "[hidden]"',
    "TypeError: token [hidden]",
  ]);
  const files = values.flatMap(({ stacktrace }) => stacktrace?.frames.map((frame) => String(frame["filename"])) ?? []);
  expect(files.join("\n")).toContain("app:///src/platform/telemetry/error-reports.heavy.test.ts");
  expect(files.join("\n")).not.toContain(process.cwd());
  const sent = service.bodies.join("\n");
  expect(sent).not.toContain(PLANTED);
  for (const key of ["breadcrumbs", "request", "server_name", "vars", "modules", "extra"])
    expect(sent).not.toContain(`"${key}"`);
});

test("a message of several lines leaves nothing among the lines of the program", async () => {
  reportError(new Error(`Failed query: insert\nparams: 7,meet me at ${PLANTED}\n at ${PLANTED} (${PLANTED}:1:2)`));
  await received(1);
  expect(service.bodies.at(-1)).not.toContain(PLANTED);
  expect(service.events[0]?.exception.values[0]?.stacktrace?.frames.at(-1)).toMatchObject({ in_app: true });
});

test("what cannot be reported fails nobody's work, and the next error is reported", async () => {
  reportError(Symbol("thrown"));
  reportError({
    get code() {
      throw new Error("of a getter");
    },
  });
  reportError(Object.freeze(new Error("the next")));
  await received(1);
  expect(service.events[0]?.exception.values.at(-1)?.value).toBe("the next");
});

test("nobody is told of what was refused, or of a server that is away", async () => {
  const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  for (const err of [refused({}), poolIsBusy(), away, new Error("around", { cause: poolIsBusy() })]) log.error({ err });
  log.warn({ err: new Error("tried again") }, "tried again");
  log.error({ err: new Error("the last of them") });
  await received(1);
  expect(service.events[0]?.exception.values.at(-1)?.value).toBe("the last of them");
});

test("errors outside of a trace do not seem to be of one", async () => {
  reportError(new Error("one"));
  reportError(new Error("two"));
  await received(2);
  const [one, two] = service.events.map(({ contexts }) => contexts?.trace?.trace_id);
  expect(one).toMatch(/^[0-9a-f]{32}$/);
  expect(one).not.toBe(two);
});

test("what a browser reports goes on as a browser's, in the name of this installation", async () => {
  browserReports()?.({
    event_id: "0af7651916cd43dd8448eb211c80319c",
    timestamp: Date.now() / 1_000,
    platform: "javascript",
    level: "error",
    release: "r-0",
    exception: { values: [{ type: "TypeError", value: "of a page" }] },
    tags: { process: "browser" },
  });
  await received(1);
  expect(service.events[0]).toMatchObject({ platform: "javascript", release: "r-0", environment: "tests" });
});

test("spans stay ours: none is made twice, and none by the other package", async () => {
  await inSpan({ name: "only once" }, async () => {
    await fetch(`${collector.url}/nowhere`, { method: "POST", body: '{"resourceSpans":[]}' });
    const other = trace.getTracer("other").startSpan("not ours");
    expect(other.isRecording()).toBe(false);
    other.end();
  });
  await endTracing();
  const names = collector.spans.map(({ name }) => name);
  expect(names.filter((name) => name === "only once")).toHaveLength(1);
  expect(new Set(names)).toEqual(new Set(["ours", "only once"]));
});

test("a flood of errors is no flood of reports", async () => {
  for (let count = 0; count < 500; count += 1) reportError(new Error(`again ${count}`));
  await endReports();
  // Of nothing but errors: no span, session or count besides.
  const items = service.bodies.map((sent) => sent.split("\n")[2]);
  expect(new Set(items)).toEqual(new Set(['{"type":"event"}']));
  expect(service.events.length).toBeGreaterThan(10);
  expect(service.events.length).toBeLessThanOrEqual(60);
});

test("a service that hangs holds up no process that stops", async () => {
  const { port, stop } = await listenLocally(createServer(() => {}));
  const { report, end } = await openReports(
    { dsn: `http://${service.key}@127.0.0.1:${port}/7`, environment: "tests", release: "r-1" },
    { process: "worker", load: () => import("@sentry/node"), isExpected: isExpectedFault },
  );
  report(new Error("to nobody"), {});
  const startedAt = performance.now();
  await end();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  await stop();
});
