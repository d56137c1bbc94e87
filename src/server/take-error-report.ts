import { mayPost } from "@/platform/http/posts-per-minute";
import { readBody } from "@/platform/http/read-body";
import { NO_STORE, refuse } from "@/platform/http/refuse";
import { isSameOrigin } from "@/platform/http/same-origin";
import { ReportedEvent } from "@/platform/telemetry/reported-event";
import { browserReports } from "@/platform/telemetry/reports";
import { BROWSER_DSN } from "@/shared/error-reports";
import { parseJson } from "@/shared/json";
import { findPerson } from "./context";

const ENVELOPE_BYTES_MAX = 100_000;
const REPORTS_OF_NETWORK_MAX = 30;

/**
 * Browsers report errors here, so that pages ask no other site and know no DSN. Anyone can post anything: one event at
 * a time is taken, for the one service that is configured, and of it what may leave the product. Whose it is, the
 * session says.
 */
export async function takeErrorReport(request: Request): Promise<Response> {
  const passOn = browserReports();
  if (!passOn) return refuse(404);
  if (!isSameOrigin(request.headers)) return refuse(403);
  if (!mayPost("errors", request.headers, REPORTS_OF_NETWORK_MAX))
    return refuse(429, { headers: { "retry-after": "60" } });
  const text = await readBody(request, ENVELOPE_BYTES_MAX);
  if (text === null) return refuse(413);
  const event = eventIn(text);
  if (!event) return refuse(400);
  const { user: _user, tags, ...told } = event;
  // Without its database the web knows nobody, and still passes on what failed.
  const person = await findPerson(request.headers).catch(() => null);
  passOn({
    ...told,
    platform: "javascript",
    tags: { ...(tags["page"] && { page: tags["page"] }), process: "browser" },
    ...(person && { user: { id: person.userId } }),
  });
  return new Response(null, { status: 204, headers: NO_STORE });
}

/** An envelope is lines of JSON: its head, and then for each item a head and what it is. Ours have one item. */
function eventIn(envelope: string): ReportedEvent | null {
  const [head = "", itemHead = "", item = "", ...more] = envelope.trimEnd().split("\n");
  if (fieldOf(head, "dsn") !== BROWSER_DSN || fieldOf(itemHead, "type") !== "event" || more.length > 0) return null;
  return ReportedEvent.safeParse(parseJson(item)).data ?? null;
}

const fieldOf = (line: string, key: string): unknown => Reflect.get(Object(parseJson(line)), key);
