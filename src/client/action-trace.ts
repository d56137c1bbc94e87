import { SPANS_PATH, TRACE_HEADER } from "@/shared/http";

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;
const SEND_AFTER_MS = 5_000;
const SENT_AT_ONCE_MAX = 50;

type Ended = { ticket: string; name: string; startedAt: number; ms: number };

const ended: Ended[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let newest: string | undefined;

/** What was asked for last: likely what an error that is met now comes from. */
export const newestTrace = (): string | undefined => newest;

/** Gives it back as it leaves: of calls that leave together, one has the trace of all. */
export const asked = (parent: string): string => (newest = parent);

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Begins a trace with what a person does (W3C `traceparent`), where the page says that traces are kept. Whether this
 * one is, the server says with its answer, by a ticket; only then it is told how long the person waited.
 */
export function beginTrace(name: string) {
  if (typeof document === "undefined" || document.documentElement.dataset["traces"] !== "on") return null;
  const parent = `00-${hex(TRACE_BYTES)}-${hex(SPAN_BYTES)}-01`;
  const startedAt = performance.now();
  const end = (meta: Record<string, unknown> | undefined) => {
    const response = meta?.["response"];
    const ticket = response instanceof Response && response.headers.get(TRACE_HEADER);
    // Calls that leave together are answered together, and the first of them began the trace.
    if (!ticket || !ticket.startsWith(parent)) return;
    ended.push({ ticket, name, startedAt, ms: performance.now() - startedAt });
    if (timer === undefined) addEventListener("pagehide", send, { once: true });
    timer ??= setTimeout(send, SEND_AFTER_MS);
  };
  return { parent, end };
}

/** Times are told as so long ago: the clock of a browser may be wrong. */
function send(): void {
  clearTimeout(timer);
  timer = undefined;
  removeEventListener("pagehide", send);
  const now = performance.now();
  const spans = ended.splice(0).map(({ startedAt, ...span }) => ({ ...span, agoMs: now - startedAt }));
  navigator.sendBeacon(SPANS_PATH, JSON.stringify(spans.slice(0, SENT_AT_ONCE_MAX)));
}
