import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { pause } from "@/shared/pause";
import { dayAfter, dayOf, rangeOf } from "./days";
import { type Contents, Digest, headOf, pack } from "./head";
import { auditSealBlocks, auditSeals } from "./schema";
import { findOldestId, readHashes, SOURCES, type Source } from "./sources";

export type Head = { day: string; head: string };
export type Seal = Head & { rows: number };

/** A row gets its id right before it is written; what is written an hour after midnight has an id of the new day. */
const DAY_SETTLES_MS = 3_600_000;
const WRITERS_WAIT_MS_MAX = 60_000;
const WRITERS_LOOK_MS = 200;
/** Of no shop; an id that claims to be older was not made from a clock. */
const FIRST_DAY = "2000-01-01";

/**
 * Seals each day that is over, one after the other, in transactions of their own: a process that stops leaves the rest
 * to the next. Several may do it at once; one works at a time. Yields what it sealed.
 */
export async function* sealDays(db: Db, signal?: AbortSignal): AsyncGenerator<Seal> {
  const last = await lastDayThatIsOver(db);
  const newest = await findHead({ db });
  if (newest !== null && newest.day >= last) return;
  if (!(await haveWritersEnded(db, signal))) return;
  while (!signal?.aborted) {
    const sealed = await db.transaction((tx) => sealNext(tx, last));
    if (sealed === null) return;
    yield sealed;
  }
}

/** The newest sealed day; null where none is. */
export async function findHead({ db }: { readonly db: Pick<Db, "execute"> }): Promise<Head | null> {
  const [newest] = await db.execute<Head>(sql`
    select day::text, head from ${auditSeals} order by day desc ${atMost(1)}`);
  return newest ? { day: newest.day, head: newest.head } : null;
}

async function lastDayThatIsOver(db: Db): Promise<string> {
  const [row] = await db.execute<{ day: string }>(sql`
    select ((now() - make_interval(secs => ${DAY_SETTLES_MS / 1_000})) at time zone 'UTC')::date::text as day`);
  if (!row) throw new Error("The database answered without a row.");
  return dayAfter(row.day, -1);
}

/** Transactions that have written to the trail and not ended yet, among them those that wait for a second phase. */
const WRITERS: SQL = sql`
  select virtualtransaction as id from pg_locks
  where relation in ('audit_entries'::regclass, 'security_events'::regclass, 'list_exports'::regclass,
      'audit_sweeps'::regclass, 'audit_redactions'::regclass, 'audit_addresses'::regclass,
      'audit_sessions'::regclass)
    and database = (select oid from pg_database where datname = current_database())
    and mode = 'RowExclusiveLock' and granted`;

/** What is open now may hold rows of a day that is over, which nobody else sees before it commits. */
async function haveWritersEnded(db: Db, signal?: AbortSignal): Promise<boolean> {
  const writersNow = async () => new Set((await db.execute<{ id: string }>(WRITERS)).map(({ id }) => id));
  const open = await writersNow();
  for (const until = performance.now() + WRITERS_WAIT_MS_MAX; open.size > 0;) {
    if (signal?.aborted || performance.now() > until) return false;
    await pause(WRITERS_LOOK_MS, signal);
    const still = await writersNow();
    for (const id of open) if (!still.has(id)) open.delete(id);
  }
  return true;
}

/** Null where there is nothing left to seal, or somebody else is at it. */
async function sealNext(tx: Tx, last: string): Promise<Seal | null> {
  const [lock] = await tx.execute<{ is_ours: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtext('quartermaster audit seals')) as is_ours`);
  if (!lock?.is_ours) return null;
  const newest = await findHead({ db: tx });
  const day = newest === null ? await firstDay(tx) : dayAfter(newest.day);
  if (day === null || day > last) return null;
  const contents = await contentsOf(tx, day, { isFirst: newest === null });
  const head = headOf(newest?.head ?? null, day, contents);
  await tx.execute(sql`
    insert into ${auditSeals} (day, previous_head, head, contents)
    values (${day}::date, ${newest?.head ?? null}, ${head}, ${JSON.stringify(contents)}::jsonb)`);
  return { day, head, rows: contents.sources.reduce((sum, [, rows]) => sum + rows, 0) };
}

async function firstDay(tx: Tx): Promise<string | null> {
  const id = await findOldestId({ db: tx });
  if (id === null) return null;
  const day = dayOf(id);
  return day < FIRST_DAY ? FIRST_DAY : day;
}

async function contentsOf(tx: Tx, day: string, place: { isFirst: boolean }): Promise<Contents> {
  const sources: [string, number, string][] = [];
  for (const source of SOURCES) {
    const digest = await addUp(tx, source, day, place);
    sources.push([source, digest.rows, digest.end()]);
  }
  return { sources };
}

/** Keeps the hashes of a day as it reads the rows, so that no day is too large for the memory of the process. */
async function addUp(tx: Tx, source: Source, day: string, place: { isFirst: boolean }): Promise<Digest> {
  const digest = new Digest();
  let ordinal = 0;
  for await (const rows of readHashes({ db: tx }, source, rangeOf(day, place))) {
    const hashes = pack(rows);
    digest.add(hashes);
    await tx.insert(auditSealBlocks).values({ day, source, ordinal, hashes });
    ordinal += 1;
  }
  return digest;
}
