import { config } from "@/platform/config";

/** What the browser is told of telemetry, on the root of each page. */
export function pageTelemetry(): Record<`data-${string}`, string> {
  const { traces, errors } = config();
  return { ...(traces && { "data-traces": "on" }), ...(errors && { "data-errors": errors.release }) };
}
