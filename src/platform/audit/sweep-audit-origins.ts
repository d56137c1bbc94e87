import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { auditAddresses, auditSessions } from "./schema";

/** As refusals, which hold the same of people. */
const ORIGINS_KEPT_MS = 180 * 24 * 3_600_000;

/** From where and in which session things were done. Ids begin with the time, so the oldest come first by the key. */
export const AUDIT_ORIGIN_SWEEPS: readonly Sweep[] = [auditAddresses, auditSessions].map(
  (table) => sql`
  delete from ${table} where id in (
    select id from (select id, occurred_at from ${table} order by id ${atMost(ROWS_PER_SWEEP_MAX)}) as oldest
    where occurred_at < ${before(ORIGINS_KEPT_MS)})
  returning 1`,
);
