import * as z from "zod";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { parseJson } from "@/shared/json";
import { PerMinute } from "@/shared/per-minute";
import { readBody } from "./read-body";
import { NO_STORE, refuse } from "./refuse";

const REPORT_BYTES_MAX = 16_000;
const REPORTS_PER_MINUTE_MAX = 30;
const FIELD_CHARACTERS_MAX = 200;

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
  if (!processSingleton("csp-reports", () => new PerMinute(REPORTS_PER_MINUTE_MAX)).take()) return done;
  const text = await readBody(request, REPORT_BYTES_MAX);
  if (text === null) return refuse(413);
  const report = Report.safeParse(parseJson(text));
  if (report.success) logger().warn({ report: report.data["csp-report"] }, "content security policy violated");
  return done;
}
