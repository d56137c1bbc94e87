import type { Sampler } from "@opentelemetry/sdk-trace-node";
import { type TracesConfig, config } from "@/platform/config";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
import { pause } from "@/shared/pause";
import { type BrowserSpan, type SpanKind, traceBy, type Tracing } from "./span";

const EXPORT_TIMEOUT_MS = 5_000;
/** A process that stops has little time, and its work counts for more than the last spans of it. */
const END_MS_MAX = 2_000;
const SAMPLED = 1;
const TRACER = "quartermaster";

const SHARES = 2 ** 32;

/** Nobody who lacks the secret can tell which ids these are, so nobody can make one up. */
const isKept = (traceId: string, share: number): boolean =>
  share === 1 || Buffer.from(digest(`trace ${traceId}`), "base64").readUInt32BE() < share * SHARES;

/**
 * Follows work from the browser to the email, in all processes. Without OTEL_EXPORTER_OTLP_ENDPOINT nothing is loaded.
 * Next may call it more than once.
 */
export function beginTracing(service: string): Promise<void> {
  const { traces } = config();
  if (traces === null) return Promise.resolve();
  return processSingleton("tracing", async () => traceBy(await openTracing(service, traces)));
}

/** What makes spans and sends them; loaded here, and nowhere else. */
async function openProvider(service: string, traces: TracesConfig) {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const { url, headers, share, release } = traces;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_TIMEOUT_MS });
  const processor = new sdk.BatchSpanProcessor(exporter);
  const settingsOf = (name: string) => ({
    resource: resourceFromAttributes({ "service.name": `quartermaster-${name}`, "service.version": release }),
    spanProcessors: [processor],
  });
  const { RECORD_AND_SAMPLED, NOT_RECORD } = sdk.SamplingDecision;
  // All processes keep the same traces, whatever the flag of a caller asks for.
  const root: Sampler = {
    shouldSample: (_context, traceId) => ({ decision: isKept(traceId, share) ? RECORD_AND_SAMPLED : NOT_RECORD }),
    toString: () => `a share of ${share}`,
  };
  const sampler = new sdk.ParentBasedSampler({ root, remoteParentSampled: root, remoteParentNotSampled: root });
  const provider = new sdk.NodeTracerProvider({ ...settingsOf(service), sampler });
  provider.register();
  // Only we make spans: those of Next would hold whole addresses of pages and calls, and messages of errors.
  api.trace.disable();
  // A browser has named its spans itself, and was told that they are kept.
  const ids = { traceId: "", spanId: "" };
  const idGenerator = { generateTraceId: () => ids.traceId, generateSpanId: () => ids.spanId };
  const kept = { ...settingsOf("browser"), idGenerator, sampler: new sdk.AlwaysOnSampler() };
  const browser = new sdk.BasicTracerProvider(kept).getTracer(TRACER);
  const take = ({ name, startedAt, endedAt, traceId, spanId }: BrowserSpan) => {
    Object.assign(ids, { traceId, spanId });
    browser.startSpan(name, { kind: api.SpanKind.CLIENT, root: true, startTime: startedAt }).end(endedAt);
  };
  return { api, provider, take };
}

/** Exported for those who trace to another place than the configured one. */
export async function openTracing(service: string, traces: TracesConfig): Promise<Tracing> {
  const { api, provider, take } = await openProvider(service, traces);
  logger().info({ service, share: traces.share }, "work is traced");

  const { trace, context, propagation, SpanStatusCode, ROOT_CONTEXT } = api;
  const tracer = provider.getTracer(TRACER);
  const kinds: Record<SpanKind, number> = {
    server: api.SpanKind.SERVER,
    client: api.SpanKind.CLIENT,
    producer: api.SpanKind.PRODUCER,
    consumer: api.SpanKind.CONSUMER,
    internal: api.SpanKind.INTERNAL,
  };
  const contextOf = (parent: string | null | undefined) =>
    parent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : context.active();
  const parentOf = ({ traceId, spanId, traceFlags }: ReturnType<ReturnType<typeof tracer.startSpan>["spanContext"]>) =>
    `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
  const start = ({ name, kind = "internal", parent, facts = {} }: Parameters<Tracing["open"]>[0]) =>
    tracer.startSpan(name, { kind: kinds[kind], attributes: facts }, contextOf(parent));

  return {
    async run(about, work) {
      const span = start(about);
      try {
        return await context.with(trace.setSpan(contextOf(about.parent), span), () =>
          work({
            set: (facts) => void span.setAttributes(facts),
            // The word and not the message, which may repeat what somebody has typed.
            fail: (word) => void span.setStatus({ code: SpanStatusCode.ERROR, message: word }),
          }),
        );
      } finally {
        span.end();
      }
    },
    open(about) {
      if (about.parent === undefined && !trace.getActiveSpan()?.isRecording()) return null;
      const span = start(about);
      const end = (fault?: string) => {
        if (fault !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: fault });
        span.end();
      };
      return { end, parent: parentOf(span.spanContext()) };
    },
    current() {
      const active = trace.getActiveSpan()?.spanContext();
      if (!active || (active.traceFlags & SAMPLED) === 0) return null;
      return { traceId: active.traceId, parent: parentOf(active) };
    },
    take,
    async end() {
      const sent = provider.shutdown().catch((error: unknown) => logger().debug({ err: error }, "spans were not sent"));
      await Promise.race([sent, pause(END_MS_MAX)]);
    },
  };
}
