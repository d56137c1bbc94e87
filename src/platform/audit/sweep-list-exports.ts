import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { listExports } from "./schema";

/** Two years: who asks where a list has gone to often asks late. */
const EXPORTS_KEPT_MS = 730 * 24 * 3_600_000;

export const sweepListExports: Sweep = sql`
  delete from ${listExports} where id in (
    select id from ${listExports} where began_at < ${before(EXPORTS_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
