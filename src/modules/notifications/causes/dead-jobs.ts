import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/platform/database/rows";
import type { DeadJob } from "@/platform/jobs/queue";
import { formatCount } from "@/shared/plural";
import type { Cause } from "./cause";

/** Background work that was given up, one alert for each handler. No fact tells of it: the queue is looked at. */
export const deadJobs = (dead: readonly Pick<DeadJob, "handler">[]): Cause => ({
  kinds: ["job-dead"],
  subjectsOf: () => [],
  find: (): SQL => {
    const counts = new Map<string, number>();
    for (const { handler } of dead) counts.set(handler, (counts.get(handler) ?? 0) + 1);
    const rows = [...counts].map(([cause, jobs]) => ({
      cause,
      detail: `${formatCount(jobs, "job")} failed too often. The log says why.`,
    }));
    return sql`
      select 'job-dead' as kind, cause, null::uuid as warehouse_id, null::uuid as subject_id, cause as label, detail
      from ${rowsOf("dead", { cause: "text", detail: "text" }, rows)}`;
  },
});
