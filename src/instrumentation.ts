import type { Instrumentation } from "next";
import { reportError } from "@/platform/telemetry/reports";

/** Called by Next as a server starts, before it answers anyone. */
export async function register(): Promise<void> {
  // Next replaces this by a constant, so that what only a server may load stays out of the other bundles.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { beginWeb } = await import("@/server/web");
  await beginWeb();
}

/** Called for a page or a route that failed, of which Next writes a line itself. */
export const onRequestError: Instrumentation.onRequestError = (error, _request, { routePath, routeType }) =>
  reportError(error, { tags: { route: routePath, routeType } });
