import * as z from "zod";
import { isTraced, takeSpan } from "@/platform/telemetry/span";
import { readTicket } from "@/platform/telemetry/trace-ticket";
import { parseJson } from "@/shared/json";
import { mayPost } from "./posts-per-minute";
import { readBody } from "./read-body";
import { NO_STORE, refuse } from "./refuse";
import { isSameOrigin } from "./same-origin";

const BODY_BYTES_MAX = 32_000;
/** A warehouse of fifty browsers behind one address, each of which tells every five seconds. */
const POSTS_OF_NETWORK_MAX = 600;
const SPANS_MAX = 50;
const TICKET_CHARACTERS_MAX = 200;
/** Nobody waits for longer, and no page keeps it for longer. */
const AGO_MS_MAX = 600_000;

const Span = z.object({
  ticket: z.string().max(TICKET_CHARACTERS_MAX),
  /** A procedure's. */
  name: z.string().regex(/^[a-zA-Z.]{1,100}$/),
  agoMs: z.number().min(0).max(AGO_MS_MAX),
  ms: z.number().min(0).max(AGO_MS_MAX),
});

/**
 * Browsers tell here how long a person waited for what they did. Only of traces that are kept, which the answer to a
 * call has said by a ticket: anyone can post anything, and nothing else is taken.
 */
export async function takeBrowserSpans(request: Request, now = Date.now()): Promise<Response> {
  if (!isTraced()) return refuse(404);
  if (!isSameOrigin(request.headers)) return refuse(403);
  const done = new Response(null, { status: 204, headers: NO_STORE });
  if (!mayPost("spans", request.headers, POSTS_OF_NETWORK_MAX)) return done;
  const text = await readBody(request, BODY_BYTES_MAX);
  if (text === null) return refuse(413);
  const spans = z.array(Span).max(SPANS_MAX).safeParse(parseJson(text));
  if (!spans.success) return refuse(400);
  for (const { ticket, name, agoMs, ms } of spans.data) {
    const ids = readTicket(ticket);
    if (!ids) continue;
    const startedAt = now - agoMs;
    takeSpan({ ...ids, name: `action ${name}`, startedAt: new Date(startedAt), endedAt: new Date(startedAt + ms) });
  }
  return done;
}
