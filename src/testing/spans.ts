import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { listenLocally } from "./local-server";

const Value = z.object({ stringValue: z.string().optional(), intValue: z.union([z.string(), z.number()]).optional() });
const Attributes = z.array(z.object({ key: z.string(), value: Value }));
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: Attributes.default([]),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
});
const Sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});
export type ReceivedSpan = z.infer<typeof Span> & { service: string };

/** Takes spans as an OTLP collector does: JSON over HTTP, at `/v1/traces`. */
export async function startCollector() {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = await json(request);
    headers.push(request.headers);
    bodies.push(JSON.stringify(body));
    for (const { resource, scopeSpans } of Sent.parse(body).resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
      spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const { port, stop } = await listenLocally(server);
  return { url: `http://127.0.0.1:${port}`, spans, bodies, headers, stop };
}
