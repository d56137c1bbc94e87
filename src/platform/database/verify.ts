import type { SQL } from "drizzle-orm";
import * as z from "zod";
import type { Db, Queryable } from "./db";

const DIFFERENCES_SHOWN_MAX = 200;

/** A sentence that must hold, and the statement that lists where it does not: subject, expected, found. */
export type Check = { readonly name: string; readonly rows: SQL };

type Difference = { check: string; subject: string; expected: string; found: string };
export type Report = { isSound: boolean; checks: { name: string; differences: number }[]; differences: Difference[] };

const DifferenceRows = z.array(z.object({ subject: z.string(), expected: z.string(), found: z.string() }));

/** Runs every check in one snapshot, so that concurrent work makes no difference. */
export async function verify({ db }: { readonly db: Queryable }, checks: readonly Check[]): Promise<Report> {
  const report: Report = { isSound: true, checks: [], differences: [] };
  const inSnapshot = async (tx: Pick<Db, "execute">) => {
    for (const check of checks) {
      const rows = DifferenceRows.parse([...(await tx.execute(check.rows))]);
      report.checks.push({ name: check.name, differences: rows.length });
      report.differences.push(...rows.map((row) => ({ check: check.name, ...row })));
    }
  };
  await db.transaction(inSnapshot, { isolationLevel: "repeatable read", accessMode: "read only" });
  return {
    ...report,
    isSound: report.differences.length === 0,
    differences: report.differences.slice(0, DIFFERENCES_SHOWN_MAX),
  };
}
