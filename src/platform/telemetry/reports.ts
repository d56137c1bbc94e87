import { processSingleton } from "@/platform/process-singleton";
import type { ReportedEvent } from "./reported-event";

/** What is known of an error beside it: names and ids, never what somebody has typed. */
export type ErrorFacts = {
  readonly requestId?: string | undefined;
  readonly userId?: string | undefined;
  /** What was done, as its line of log says: a procedure, a job, and the module of either. */
  readonly tags?: Readonly<Record<string, string>>;
};

/** Where errors that nobody expected are reported. It is never waited for. */
export type Reports = {
  readonly report: (error: unknown, facts: ErrorFacts) => void;
  /** What a browser reports, once it was examined. */
  readonly passOn: (event: ReportedEvent) => void;
  readonly end: () => Promise<void>;
};

const holder = () => processSingleton("telemetry.reports", (): { reports: Reports | null } => ({ reports: null }));

export const reportBy = (reports: Reports | null): void => {
  holder().reports = reports;
};

/** For an error that no line of log tells of; those with a line are reported by the logger. */
export const reportError = (error: unknown, facts: ErrorFacts = {}): void => holder().reports?.report(error, facts);

/** Null where nobody takes reports. */
export const browserReports = (): Reports["passOn"] | null => holder().reports?.passOn ?? null;

/** Sends what is still to be sent. */
export const endReports = async (): Promise<void> => holder().reports?.end();

/** As lines of log name what was done. */
const TAGS = ["procedure", "job", "module", "outboxId", "type", "attempt"];
const NOBODY = new Set(["system", "anyone"]);
const textOf = (line: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(line, key);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/** What the log calls an error is reported, with what its line says of the work. */
export function reportLine(line: unknown): void {
  const { reports } = holder();
  if (reports === null || line === null || typeof line !== "object" || !("err" in line)) return;
  const tags = TAGS.flatMap((key) => {
    const text = textOf(line, key);
    return text === undefined ? [] : [[key, text]];
  });
  const actor = textOf(line, "actor");
  reports.report(line.err, {
    requestId: textOf(line, "requestId"),
    userId: actor === undefined || NOBODY.has(actor) ? undefined : actor,
    tags: Object.fromEntries(tags),
  });
}
