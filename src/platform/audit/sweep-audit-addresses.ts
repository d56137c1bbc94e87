import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { auditAddresses } from "./schema";

/** As refusals, which hold the same of people. */
const ADDRESSES_KEPT_MS = 180 * 24 * 3_600_000;

/** Ids begin with the time, so the oldest come first by the key. */
export const sweepAuditAddresses: Sweep = sql`
  delete from ${auditAddresses} where id in (
    select id from (select id, occurred_at from ${auditAddresses} order by id ${atMost(ROWS_PER_SWEEP_MAX)}) as oldest
    where occurred_at < ${before(ADDRESSES_KEPT_MS)})
  returning 1`;
