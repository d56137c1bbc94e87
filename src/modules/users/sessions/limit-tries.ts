import { sql } from "drizzle-orm";
import { tooManyTries } from "@/modules/users/refusals";
import { passwordTries } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { before } from "@/platform/database/retention";
import { arrayOf } from "@/platform/database/rows";
import { networkOf } from "@/platform/http/caller-address";
import { logger } from "@/platform/logger";
import { digest } from "@/platform/secrets";

/** How many tries are free, and the longest pause that further ones are met with: a second, doubling with each. */
export type TryLimit = { key: string; freeTries: number; pauseSecondsMax: number };

const MINUTE_S = 60;
/** Tries are forgotten after so long without one. */
export const TRIES_KEPT_MS = 60 * 60_000;

/** Keys are digests, since the table would otherwise tell who signs in from where. */
const limit = (what: string, freeTries: number, pauseMinutesMax: number): TryLimit => ({
  key: digest(`tries ${what}`),
  freeTries,
  pauseSecondsMax: pauseMinutesMax * MINUTE_S,
});

export const ownPasswordLimit = (userId: string): TryLimit => limit(`person ${userId}`, 8, 15);

/** Codes of a person who is signed in; those of strangers never count towards it. */
export const ownCodeLimit = (userId: string): TryLimit => limit(`own code ${userId}`, CODES_FREE, 15);

type CodeAsked = { userId: string; knownDevice: string | null; wrongToday?: number };

/**
 * What a code at sign-in counts towards, of whoever knows the password. A device that has signed in before counts by
 * itself alone; all others together, since a guesser may have many (NIST SP 800-63B-4, 3.2.2).
 */
export function codeLimits({ userId, knownDevice, wrongToday = 0 }: CodeAsked): TryLimit[] {
  if (knownDevice !== null) return [limit(`codes of ${userId} by ${knownDevice}`, CODES_FREE, 15)];
  // Tries are forgotten after an hour, and a guesser comes back: with a day's wrong codes, to one try in an hour.
  if (wrongToday >= CODES_FREE) return [limit(`codes of ${userId}`, AS_IF_LONG_AT_IT, 60)];
  return [limit(`codes of ${userId}`, CODES_FREE, 15)];
}
const CODES_FREE = 20;
/** The second try already meets a pause of half an hour. */
const AS_IF_LONG_AT_IT = -10;

/** One account from everywhere: loose, and closed for a minute at most, so that a stranger never locks it. */
const accountLimit = (account: string): TryLimit => limit(`account ${account}`, 100, 1);

/**
 * What a try to sign in counts towards. A device that has signed in to the account before counts by itself alone, so
 * whatever strangers do at the account or at the address, its owner gets in. A link to set a password opens the account
 * again for everybody: tries are counted anew since the last one was made or used.
 */
export function signInLimits(asked: {
  email: string;
  address: string;
  knownDevice: string | null;
  openedAt: string | null;
}): TryLimit[] {
  const account = `${asked.email.trim().toLowerCase()} ${asked.openedAt ?? ""}`;
  if (asked.knownDevice !== null) return [limit(`device ${asked.knownDevice} ${account}`, 10, 5)];
  const network = networkOf(asked.address);
  return [limit(`pair ${account} ${network}`, 8, 15), limit(`address ${network}`, 40, 15), accountLimit(account)];
}

/** What asking for a link by email counts towards, whoever has the email, so that no mailbox is flooded. */
export function linkLimits({ email, address }: { email: string; address: string }): TryLimit[] {
  const network = networkOf(address);
  return [
    limit(`link pair ${email} ${network}`, 8, 15),
    limit(`link address ${network}`, 40, 15),
    limit(`link account ${email}`, 10, 15),
  ];
}

/**
 * Counts a try before it is made, so that many at once do not slip through, in every process that shares the database.
 * A guess costs no wait for the disk: what a crash forgets of the last moment harms nobody.
 * Free tries close nothing, not even for the moment in which they are made: two at once are both free.
 *
 * @throws tooManyTries while any of the limits is closed; then nothing is counted
 */
export async function chargeTry(ctx: Pick<Context, "db">, limits: readonly TryLimit[]): Promise<void> {
  const [answer] = await ctx.db.execute<{ charged: string; seconds: string | null }>(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb)
        as one(key text, "freeTries" integer, "pauseSecondsMax" integer)
    ), closed as (
      select max(closed_until) as until from ${passwordTries} join asked using (key) where closed_until > now()
    ), charged as (
      insert into ${passwordTries} as known (key, tries, changed_at, closed_until)
      select key, 1, now(), '-infinity' from asked where (select until from closed) is null order by key
      on conflict (key) do update set
        tries = ${triesNow} + 1, changed_at = now(),
        closed_until = (
          select case when ${triesNow} < "freeTries" then '-infinity' else now() + make_interval(
            secs => least("pauseSecondsMax", power(2, ${triesNow} + 1 - "freeTries") - 1)) end
          from asked where asked.key = known.key)
      where known.closed_until <= now()
      returning key
    )
    select (select count(*) from charged) as charged,
      (select ceil(extract(epoch from until - now())) from closed) as seconds,
      set_config('synchronous_commit', 'off', true)`);
  if (Number(answer?.charged ?? 0) === limits.length) return;
  throw tooManyTries({ seconds: Math.max(1, Number(answer?.seconds ?? 1)) });
}

/** The exponent is bounded, or a long attack would overflow it. */
const triesNow = sql`
  least(case when known.changed_at < ${before(TRIES_KEPT_MS)} then 0 else known.tries end, 1000)`;

/**
 * Takes back what a try was counted as, once it turned out to be right. What was right stays so where this fails. Rows
 * are locked in the order in which tries are charged, or the two would wait for each other.
 */
export async function forgiveTry(ctx: Pick<Context, "db">, limits: readonly TryLimit[]): Promise<void> {
  const keys = limits.map(({ key }) => key);
  try {
    await ctx.db.execute(sql`
      with held as (
        select key from ${passwordTries} where key = any(${arrayOf(keys, "text")}) order by key for update
      ), forgiven as (
        update ${passwordTries} set tries = greatest(tries - 1, 0), closed_until = '-infinity'
        where key in (select key from held)
      )
      select set_config('synchronous_commit', 'off', true)`);
  } catch (error) {
    logger().warn({ err: error }, "a right password stays counted as a try");
  }
}
