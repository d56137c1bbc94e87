import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { securityEvents } from "./schema";

const EVENTS_KEPT_MS = 180 * 24 * 3_600_000;

export const sweepSecurityEvents: Sweep = sql`
  delete from ${securityEvents} where id in (
    select id from ${securityEvents} where occurred_at < ${before(EVENTS_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
