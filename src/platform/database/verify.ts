import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { settleBoth } from "@/platform/settle-both";
import type { Queryable, Tx } from "./db";

const DIFFERENCES_SHOWN_MAX = 200;

/**
 * A sentence that must hold, and the statement that lists where it does not: subject, expected, found. Or several, of
 * what one pass over the rows can tell; then each row says by `name` which of them does not hold.
 */
export type Check = { readonly rows: SQL } & ({ readonly name: string } | { readonly names: readonly string[] });

type Difference = { check: string; subject: string; expected: string; found: string };
export type Report = { isSound: boolean; checks: { name: string; differences: number }[]; differences: Difference[] };

const DifferenceRows = z.array(
  z.object({ name: z.string().optional(), subject: z.string(), expected: z.string(), found: z.string() }),
);
type DifferenceRows = z.infer<typeof DifferenceRows>;

/**
 * For the transactions of a run. A sum may take so much memory, and then the disk of the database; sums and joins of
 * whole tables go by hash and not in the order of an index, which is many times as much work. The caller's deadline is
 * what bounds a statement; Postgres' own limit ends one whose process is gone.
 */
const SETTINGS = { statement_timeout: "10min", work_mem: "64MB", enable_sort: "off", random_page_cost: "4" };

const SNAPSHOT = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

/**
 * Runs every check in one snapshot, so that concurrent work makes no difference. `inTwo` takes a second connection of a
 * pool, which works from the other end of the list.
 */
export async function verify(
  { db }: { readonly db: Queryable },
  checks: readonly Check[],
  { inTwo = false } = {},
): Promise<Report> {
  const left = [...checks];
  const found = new Map<Check, DifferenceRows>();
  const work = async (tx: Tx, next: () => Check | undefined) => {
    for (const [name, value] of Object.entries(SETTINGS))
      await tx.execute(sql`select set_config(${name}, ${value}, true)`);
    for (let check = next(); check; check = next())
      found.set(check, DifferenceRows.parse([...(await tx.execute(check.rows))]));
  };
  await db.transaction(async (tx) => {
    const first = () => work(tx, () => left.shift());
    if (!inTwo) return first();
    const [exported] = await tx.execute<{ id: string }>(sql`select pg_export_snapshot() as id`);
    const beside = db.transaction(async (second) => {
      await second.adoptSnapshot(exported?.id ?? "");
      await work(second, () => left.pop());
    }, SNAPSHOT);
    await settleBoth(first(), beside);
  }, SNAPSHOT);
  return reportOf(checks, found);
}

const bySubject = (one: { subject: string }, other: { subject: string }) => (one.subject < other.subject ? -1 : 1);

function reportOf(checks: readonly Check[], found: ReadonlyMap<Check, DifferenceRows>): Report {
  const named = checks.flatMap((check) => {
    const rows = found.get(check) ?? [];
    const names = "names" in check ? check.names : [check.name];
    // In one order, whichever plan has found them.
    const ofName = (name: string) => rows.filter((row) => (row.name ?? name) === name).toSorted(bySubject);
    return names.map((name) => ({ name, rows: ofName(name) }));
  });
  const differences = named.flatMap(({ name, rows }) => rows.map(({ name: _, ...row }) => ({ check: name, ...row })));
  return {
    isSound: differences.length === 0,
    checks: named.map(({ name, rows }) => ({ name, differences: rows.length })),
    differences: differences.slice(0, DIFFERENCES_SHOWN_MAX),
  };
}
