import { config } from "@/platform/config";

/** What the browser is told of telemetry, on the root of each page. */
export const pageTelemetry = (): Record<`data-${string}`, string> => (config().traces ? { "data-traces": "on" } : {});
