import { sql } from "drizzle-orm";
import { TRIES_KEPT_MS } from "@/modules/users/sessions/limit-tries";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { knownDevices, oneTimeLinks, passwordTries, sessions, signInTickets } from "./schema";

const DAY_MS = 24 * 3_600_000;
/** What has ended is kept for a while, for whoever looks into what happened; the history keeps when it was. */
const ENDED_KEPT_MS = 30 * DAY_MS;
const DEVICE_KEPT_MS = 400 * DAY_MS;

const sweepSessions: Sweep = sql`
  delete from ${sessions} where id in (
    select id from ${sessions} where least(expires_at, ended_at) < ${before(ENDED_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

const sweepLinks: Sweep = sql`
  delete from ${oneTimeLinks} where id in (
    select id from ${oneTimeLinks} where least(expires_at, used_at) < ${before(ENDED_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

const sweepTries: Sweep = sql`
  delete from ${passwordTries} where key in (
    select key from ${passwordTries} where changed_at < ${before(TRIES_KEPT_MS)} and closed_until < now()
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

const sweepTickets: Sweep = sql`
  delete from ${signInTickets} where id in (
    select id from ${signInTickets} where expires_at < ${before(DAY_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

const sweepDevices: Sweep = sql`
  delete from ${knownDevices} where (user_id, device) in (
    select user_id, device from ${knownDevices} where last_seen_at < ${before(DEVICE_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

export const USERS_SWEEPS: readonly Sweep[] = [sweepSessions, sweepLinks, sweepTries, sweepTickets, sweepDevices];
