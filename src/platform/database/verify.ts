import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Db, Queryable } from "./db";

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

/**
 * For the one transaction of a run. A sum may take so much memory, and then the disk of the database; sums and joins of
 * whole tables go by hash and not in the order of an index, which is many times as much work. The caller's deadline is
 * what bounds a statement; Postgres' own limit ends one whose process is gone.
 */
const SETTINGS = { statement_timeout: "10min", work_mem: "64MB", enable_sort: "off", random_page_cost: "4" };

/** Runs every check in one snapshot, so that concurrent work makes no difference. */
export async function verify({ db }: { readonly db: Queryable }, checks: readonly Check[]): Promise<Report> {
  const report: Report = { isSound: true, checks: [], differences: [] };
  const inSnapshot = async (tx: Pick<Db, "execute">) => {
    for (const [name, value] of Object.entries(SETTINGS))
      await tx.execute(sql`select set_config(${name}, ${value}, true)`);
    for (const check of checks) {
      const rows = DifferenceRows.parse([...(await tx.execute(check.rows))]);
      for (const name of "names" in check ? check.names : [check.name]) {
        const own = rows.filter((row) => (row.name ?? name) === name);
        report.checks.push({ name, differences: own.length });
        report.differences.push(...own.map(({ name: _, ...row }) => ({ check: name, ...row })));
      }
    }
  };
  await db.transaction(inSnapshot, { isolationLevel: "repeatable read", accessMode: "read only" });
  return {
    ...report,
    isSound: report.differences.length === 0,
    differences: report.differences.slice(0, DIFFERENCES_SHOWN_MAX),
  };
}
