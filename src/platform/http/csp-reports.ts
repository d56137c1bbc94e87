import * as z from "zod";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { parseJson } from "@/shared/json";
import { readBody } from "./read-body";
import { NO_STORE, refuse } from "./refuse";

const REPORT_BYTES_MAX = 16_000;
const REPORTS_PER_MINUTE_MAX = 30;
const FIELD_CHARACTERS_MAX = 200;
const MINUTE_MS = 60_000;

/**
 * An address without its query and fragment, which may hold what no log should; `inline` and `eval` stay as they are.
 */
const Place = z
  .string()
  .default("")
  .transform((text) => text.split(/[?#]/)[0]?.slice(0, FIELD_CHARACTERS_MAX) ?? "");

const Report = z.object({
  "csp-report": z.object({
    "document-uri": Place,
    "blocked-uri": Place,
    "effective-directive": Place,
    "violated-directive": Place,
  }),
});

/** Browsers report here what the policy blocked. Anyone can post anything, so little is read and less is kept. */
export async function takeCspReport(request: Request): Promise<Response> {
  const done = new Response(null, { status: 204, headers: NO_STORE });
  if (!isWithinLimit()) return done;
  const text = await readBody(request, REPORT_BYTES_MAX);
  if (text === null) return refuse(413);
  const report = Report.safeParse(parseJson(text));
  if (report.success) logger().warn({ report: report.data["csp-report"] }, "content security policy violated");
  return done;
}

function isWithinLimit(): boolean {
  const minute = processSingleton("csp-reports", () => ({ startedAt: 0, reports: 0 }));
  const now = performance.now();
  if (minute.startedAt === 0 || now - minute.startedAt > MINUTE_MS)
    Object.assign(minute, { startedAt: now, reports: 0 });
  minute.reports += 1;
  return minute.reports <= REPORTS_PER_MINUTE_MAX;
}
