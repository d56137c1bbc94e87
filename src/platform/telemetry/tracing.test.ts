import { createServer } from "node:http";
import { trace } from "@opentelemetry/api";
import { afterEach, expect, test } from "vitest";
import { listenLocally } from "@/testing/local-server";
import { startCollector } from "@/testing/spans";
import { inSpan, traceBy } from "./span";
import { openTracing } from "./tracing";

/** Less than a process that stops is given before it is ended by force. */
const ENDS_WITHIN_MS = 9_000;

afterEach(() => traceBy(null));

const open = async (url: string) => {
  const tracing = await openTracing("tests", { url: `${url}/v1/traces`, headers: {}, share: 1, release: "tests" });
  traceBy(tracing);
  await inSpan({ name: "ours" }, async () => {});
  return tracing;
};

test("only spans of ours are sent, and none of what else in the process makes some", async () => {
  const collector = await startCollector();
  const tracing = await open(collector.url);
  const other = trace.getTracer("next.js").startSpan("GET /", { attributes: { "http.target": "/?search=ann@home" } });
  other.end();
  await tracing.end();
  expect(collector.spans.map(({ name }) => name)).toEqual(["ours"]);
  await collector.stop();
});

test("a collector that hangs or is away holds up no process that stops", async () => {
  const { port, stop } = await listenLocally(createServer(() => {}));
  const url = `http://127.0.0.1:${port}`;
  const endedWithin = async () => {
    const tracing = await open(url);
    const began = performance.now();
    await tracing.end();
    return performance.now() - began;
  };
  expect(await endedWithin()).toBeLessThan(ENDS_WITHIN_MS);
  await stop();
  expect(await endedWithin()).toBeLessThan(ENDS_WITHIN_MS);
});
