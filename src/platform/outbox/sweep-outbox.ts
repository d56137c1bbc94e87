import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { outbox } from "./schema";

/** How long a published row is kept for browsers that were away. A browser away for longer loads everything again. */
const FEED_RETENTION_MS = 72 * 3_600_000;

/**
 * The newest row stays however old it is: the next position is counted from it. So does a row whose jobs are not in
 * the queue yet, and with it all that follow: readers expect the rows that are kept to have no gap.
 */
export const sweepOutbox: Sweep = sql`
  delete from ${outbox} where id in (
    select id from ${outbox}
    where published_at < ${before(FEED_RETENTION_MS)} and position < (select max(position) from ${outbox})
      and position < coalesce(
        (select min(position) from ${outbox} where position is not null and queued_at is null), position + 1)
    order by position ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
