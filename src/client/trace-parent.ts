const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What begins a trace in the browser (W3C `traceparent`), where the page says that traces are kept. */
export function newTraceParent(): Record<string, string> {
  if (typeof document === "undefined" || document.documentElement.dataset["traces"] !== "on") return {};
  return { traceparent: `00-${hex(TRACE_BYTES)}-${hex(SPAN_BYTES)}-01` };
}
