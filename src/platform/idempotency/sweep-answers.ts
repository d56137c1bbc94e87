import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { idempotencyKeys } from "./schema";

/** How long a request may be sent again and get its first answer. */
const IDEMPOTENCY_RETENTION_MS = 72 * 3_600_000;

export const sweepAnswers: Sweep = sql`
  delete from ${idempotencyKeys} where (actor_id, key) in (
    select actor_id, key from ${idempotencyKeys}
    where created_at < ${before(IDEMPOTENCY_RETENTION_MS)}
    order by created_at ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
