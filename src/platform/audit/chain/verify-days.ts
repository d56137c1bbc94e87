import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { compareDay } from "./compare-day";
import { dayAfter, rangeOf } from "./days";
import { Findings, FINDINGS_NAMED_MAX } from "./findings";
import { type Contents, headOf } from "./head";
import type { TrailReport } from "./report";
import { auditSeals } from "./schema";
import type { Head } from "./seal-days";
import { listFromFuture } from "./sources";
import { verifySweeps } from "./verify-sweeps";

const DAYS_AT_ONCE_MAX = 500;

type Kept = { day: string; previousHead: string | null; head: string; contents: Contents };
type Wanted = {
  /** Rows of earlier days are left alone; the chain itself is followed from its beginning. */
  readonly rowsSince?: string | null;
  /** Heads that were kept outside, by day. */
  readonly exported?: readonly Head[];
  readonly onDay?: (day: string) => void;
};

/**
 * Follows the chain from its first day, adds up each day's rows again, and names what differs. It reads, day by day in
 * a snapshot of its own, and needs no more memory for a long history or a large day.
 */
export async function verifyDays(db: Db, wanted: Wanted = {}, signal?: AbortSignal): Promise<TrailReport> {
  const findings = new Findings();
  const { rowsSince = null, exported = [], onDay } = wanted;
  const heads = new Map<string, string>();
  const looked = { days: 0, rows: 0, redacted: 0, sweptDays: 0 };
  let last: Kept | null = null;
  for await (const seal of readSeals(db)) {
    signal?.throwIfAborted();
    followChain(findings, last, seal);
    heads.set(seal.day, seal.head);
    const isFirst = last === null;
    last = seal;
    looked.days += 1;
    if (rowsSince !== null && seal.day < rowsSince) continue;
    onDay?.(seal.day);
    const found = await compareDay(db, { ...seal, range: rangeOf(seal.day, { isFirst }) }, findings);
    looked.rows += found.rows;
    looked.redacted += found.redacted;
    looked.sweptDays += found.isSwept ? 1 : 0;
  }
  compareHeads(findings, heads, exported);
  await verifySweeps(db, findings);
  await findFuture(db, findings);
  return {
    isSound: findings.count === 0,
    count: findings.count,
    findings: findings.named,
    ...looked,
    head: last && { day: last.day, head: last.head },
  };
}

async function* readSeals(db: Db): AsyncGenerator<Kept> {
  for (let after = sql`true`; ;) {
    const seals = await db.execute<Kept>(sql`
      select day::text, previous_head as "previousHead", head, contents from ${auditSeals}
      where ${after} order by day ${atMost(DAYS_AT_ONCE_MAX)}`);
    yield* seals;
    const last = seals.at(-1);
    if (!last || seals.length < DAYS_AT_ONCE_MAX) return;
    after = sql`day > ${last.day}::date`;
  }
}

function followChain(findings: Findings, last: Kept | null, seal: Kept): void {
  const { day } = seal;
  const found = (what: string) => findings.add({ day, subject: "The seal", what });
  for (let missing = last && dayAfter(last.day); missing !== null && missing < day; missing = dayAfter(missing))
    findings.add({ day: missing, subject: "The day", what: "is missing from the chain: its seal was removed" });
  if (seal.previousHead !== (last?.head ?? null))
    found(last ? `does not follow the head of ${last.day}` : "follows a day that is missing: older seals were removed");
  if (headOf(seal.previousHead, day, seal.contents) !== seal.head)
    found("was changed: its head is not the hash of what it says");
}

function compareHeads(findings: Findings, heads: ReadonlyMap<string, string>, exported: readonly Head[]): void {
  for (const { day, head } of exported.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
    const kept = heads.get(day);
    if (kept === head) continue;
    const what = kept
      ? `is not the one that was exported (${head}): the chain was written again from that day or an earlier one`
      : "is missing: its head was exported, so the day was sealed, and its seal was removed since";
    findings.add({ day, subject: "The head", what });
  }
}

/** A day more than there is: the clocks of two machines may differ a little. */
async function findFuture(db: Db, findings: Findings): Promise<void> {
  const [row] = await db.execute<{ day: string }>(sql`select (now() at time zone 'UTC')::date::text as day`);
  if (!row) return;
  const { until } = rangeOf(dayAfter(row.day), { isFirst: false });
  for (const { source, id } of await listFromFuture({ db }, until, FINDINGS_NAMED_MAX))
    findings.add({
      day: null,
      subject: `${source} ${id}`,
      what: "has an id of a day that has not come, so no day seals it",
    });
}
