import { createServer } from "node:http";
import type { Registry } from "prom-client";
import { config } from "@/platform/config";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { collectBy, MEASURES } from "./measure";

/** What is asked for at each scrape. One that does not answer in time is left out of that scrape. */
export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** It only grows. */
  readonly isCounter?: true;
  readonly read: () => readonly Reading[] | Promise<readonly Reading[]>;
};
export type Reading = { readonly value: number; readonly labels?: Readonly<Record<string, string>> };

const READ_MS_MAX = 3_000;
/** Prometheus keeps names that end like this for counters, and these are none. */
const MISNAMED = ["nodejs_active_handles_total", "nodejs_active_requests_total", "nodejs_active_resources_total"];

/**
 * Serves the figures of this process on a port of its own, which no person reaches. Without METRICS_PORT nothing is
 * loaded, and `measure` does nothing. Next may call it more than once.
 */
export function serveMetrics(process: string, gauges: readonly Gauge[]): Promise<void> {
  return config().metrics === null ? Promise.resolve() : processSingleton("metrics", () => begin(process, gauges));
}

async function begin(process: string, gauges: readonly Gauge[]): Promise<void> {
  const { port, host } = config().metrics ?? { port: 0, host: "127.0.0.1" };
  const registry = await openRegistry(process, gauges);
  const server = createServer(async (request, response) => {
    if (request.url === "/live") return response.end();
    if (request.url !== "/metrics") return response.writeHead(404).end();
    try {
      response.setHeader("content-type", registry.contentType);
      response.end(await registry.metrics());
    } catch (error) {
      logger().warn({ err: error }, "the metrics could not be collected");
      response.writeHead(500).end();
    }
  });
  server.on("error", (error) => logger().warn({ err: error, port }, "the metrics cannot be served on METRICS_PORT"));
  server.listen(port, host, () => logger().info({ port, host }, "metrics are served"));
  server.unref();
}

/** What the process has counted, by name; exported for those who ask without a port. */
export async function openRegistry(process: string, gauges: readonly Gauge[]): Promise<Registry> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);

  const takers = new Map<string, (value: number, labels: Record<string, string>) => void>();
  const registers = [registry];
  for (const [name, { labels, ...about }] of Object.entries(MEASURES)) {
    const settings = { ...about, labelNames: [...labels], registers };
    if ("buckets" in settings) {
      const histogram = new Histogram<string>(settings);
      takers.set(name, (value, given) => histogram.observe(given, value));
    } else {
      const counter = new Counter<string>(settings);
      takers.set(name, (value, given) => counter.inc(given, value));
    }
  }
  collectBy((name, value, labels) => takers.get(name)?.(value, labels));

  for (const { name, help, labels = [], isCounter, read } of gauges) {
    const settings = { name, help, labelNames: [...labels], registers };
    const collect = async () => {
      const readings = await readInTime(name, read);
      // At once, or two that scrape at the same time would add up.
      metric.reset();
      // One without labels would be zero then, and not unknown.
      if (labels.length === 0) metric.remove();
      for (const { value, labels: given = {} } of readings) metric.inc(given, value);
    };
    const metric = isCounter
      ? new Counter<string>({ ...settings, collect })
      : new Gauge<string>({ ...settings, collect });
  }
  return registry;
}

async function readInTime(name: string, read: Gauge["read"]): Promise<readonly Reading[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Reading[]>((resolve) => {
    timer = setTimeout(() => resolve([]), READ_MS_MAX);
  });
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    logger().debug({ err: error, metric: name }, "a metric could not be read");
    return [];
  } finally {
    clearTimeout(timer);
  }
}
