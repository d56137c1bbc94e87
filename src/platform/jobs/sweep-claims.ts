import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { claims } from "./schema";

/** Longer than a job can be in the queue, the dead list included, so that a late second run finds the claim. */
const CLAIM_RETENTION_MS = 60 * 24 * 3_600_000;

export const sweepClaims: Sweep = sql`
  delete from ${claims} where (handler, outbox_id) in (
    select handler, outbox_id from ${claims}
    where claimed_at < ${before(CLAIM_RETENTION_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
