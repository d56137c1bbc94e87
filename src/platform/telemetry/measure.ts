import { processSingleton } from "@/platform/process-singleton";

const WORK_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LONG_BUCKETS_S = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800];

/** What is counted and timed where it happens. What can be asked for at any time is a `Gauge`. */
export const MEASURES = {
  procedure: {
    name: "quartermaster_procedure_duration_seconds",
    help: "Calls of procedures: ok, refused for a reason that people are told, or failed.",
    labels: ["procedure", "outcome"],
    buckets: WORK_BUCKETS_S,
  },
  job: {
    name: "quartermaster_job_duration_seconds",
    help: "Runs of background jobs, by handler.",
    labels: ["job", "outcome"],
    buckets: LONG_BUCKETS_S,
  },
  hash: {
    name: "quartermaster_hash_duration_seconds",
    help: "Comparisons of passwords, which are slow by intention.",
    labels: ["hash", "outcome"],
    buckets: WORK_BUCKETS_S,
  },
  jobDelay: {
    name: "quartermaster_job_delay_seconds",
    help: "From the moment that a job was added to the queue to its first run.",
    labels: ["job"],
    buckets: LONG_BUCKETS_S,
  },
  feedDelay: {
    name: "quartermaster_feed_delay_seconds",
    help: "From the moment of a change to the moment that a web process hands it to its streams.",
    labels: [],
    buckets: WORK_BUCKETS_S,
  },
  refusal: { name: "quartermaster_refusals_total", help: "Refusals, by their code.", labels: ["code"] },
  lookup: {
    name: "quartermaster_cache_lookups_total",
    help: "What was asked of a cache, and whether it had it.",
    labels: ["cache", "result"],
  },
} as const satisfies Record<string, { name: string; help: string; labels: readonly string[]; buckets?: number[] }>;

export type MeasureName = keyof typeof MEASURES;
type Labels<Name extends MeasureName> = Readonly<Record<(typeof MEASURES)[Name]["labels"][number], string>>;
export type Sink = (name: MeasureName, value: number, labels: Readonly<Record<string, string>>) => void;

const sink = () => processSingleton("telemetry.sink", (): { current: Sink | null } => ({ current: null }));

/** Hands over seconds, or a count. Where nobody collects, nothing is done. */
export function measure<Name extends MeasureName>(name: Name, value: number, labels: Labels<Name>): void {
  sink().current?.(name, value, labels);
}

export const collectBy = (collect: Sink | null): void => {
  sink().current = collect;
};
