import { PerMinute } from "@/shared/per-minute";
import { newestTrace } from "./action-trace";

const REPORTS_PER_MINUTE_MAX = 5;
/** As browsers say that a server was not reached. */
const AWAY = /^(?:Failed to fetch|Load failed|NetworkError|network error)/;
/** A program that somebody has put into their browser. */
const FOREIGN = /\b[a-z]+-extension:\/\//;
/** What the server answers it has reported itself; what was given up is no fault. */
const TOLD = ["TRPCClientError", "AbortError"];

/**
 * Errors that nobody caught are reported, where the page says so, with its release. What does it is loaded with the
 * first of them, so that pages weigh no more.
 */
export function hearErrors(): void {
  const release = document.documentElement.dataset["errors"];
  if (release === undefined) return;
  const minute = new PerMinute(REPORTS_PER_MINUTE_MAX);
  const hear = (error: unknown) => {
    if (!isOurs(error) || !minute.take()) return;
    import("./report-error").then(
      ({ reportError }) => reportError(error, { release, traceParent: newestTrace() }),
      // Who does not reach the server cannot tell it.
      () => {},
    );
  };
  addEventListener("error", ({ error }) => hear(error));
  addEventListener("unhandledrejection", ({ reason }) => hear(reason));
}

const isOurs = (error: unknown): error is Error =>
  error instanceof Error && !TOLD.includes(error.name) && !AWAY.test(error.message) && !FOREIGN.test(error.stack ?? "");
