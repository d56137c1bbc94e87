import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { listenLocally } from "./local-server";

const Received = z.object({
  event_id: z.string(),
  platform: z.string(),
  release: z.string().optional(),
  environment: z.string().optional(),
  level: z.string().optional(),
  exception: z.object({
    values: z.array(
      z.object({
        type: z.string().optional(),
        value: z.string().optional(),
        stacktrace: z.object({ frames: z.array(z.record(z.string(), z.unknown())) }).optional(),
      }),
    ),
  }),
  tags: z.record(z.string(), z.string()).default({}),
  user: z.object({ id: z.string() }).optional(),
  contexts: z.object({ trace: z.object({ trace_id: z.string() }).optional() }).optional(),
});

const KEY = "1234567890abcdef1234567890abcdef";
const PROJECT = "7";

/**
 * Takes envelopes as Sentry does: lines of JSON at `/api/<project>/envelope/`, under the key of the DSN. What was sent
 * is in `file`, too, for other processes.
 */
export async function startErrorService(file: string | null = null) {
  const events: z.infer<typeof Received>[] = [];
  const bodies: string[] = [];
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://errors");
    const key =
      searchParams.get("sentry_key") ?? /sentry_key=(\w+)/.exec(String(request.headers["x-sentry-auth"]))?.[1];
    const body = await text(request);
    if (request.method !== "POST" || pathname !== `/api/${PROJECT}/envelope/` || key !== KEY) {
      refused.push(`${request.method} ${request.url}`);
      return response.writeHead(403).end();
    }
    const sent = `${JSON.stringify(request.headers)}\n${body}\n`;
    bodies.push(sent);
    if (file) appendFileSync(file, sent);
    const [, head = "{}", event = "{}"] = body.split("\n");
    if (JSON.parse(head).type === "event") events.push(Received.parse(JSON.parse(event)));
    return response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const { port, stop } = await listenLocally(server);
  return { dsn: `http://${KEY}@127.0.0.1:${port}/${PROJECT}`, key: KEY, events, bodies, refused, stop };
}
