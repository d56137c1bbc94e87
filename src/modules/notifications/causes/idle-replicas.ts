import { type SQL, sql } from "drizzle-orm";
import type { ReplicaReport, ReplicaState } from "@/platform/database/replica";
import { rowsOf } from "@/platform/database/rows";
import type { Cause } from "./cause";

/** A restart, or a moment behind, is no news. */
export const IDLE_MS_MAX = 60_000;

const WHY: Readonly<Record<ReplicaState, string | null>> = {
  serving: null,
  unasked: null,
  failed: "It doesn't answer.",
  behind: "It shows changes too late.",
  promoted: "It is a primary now.",
};

/** Replicas that no reads have gone to for a while, one alert for each. No fact tells of it: they are looked at. */
export const idleReplicas = (replicas: readonly ReplicaReport[]): Cause => ({
  kinds: ["replica-idle"],
  subjectsOf: () => [],
  find: (): SQL => {
    const rows = replicas.flatMap(({ name, state, idleMs }) => {
      const why = WHY[state];
      return why !== null && idleMs > IDLE_MS_MAX
        ? [{ cause: name, detail: `${why} The other databases answer in its place.` }]
        : [];
    });
    return sql`
      select 'replica-idle' as kind, cause, null::uuid as warehouse_id, null::uuid as subject_id, cause as label, detail
      from ${rowsOf("idle", { cause: "text", detail: "text" }, rows)}`;
  },
});
