import type { Sql } from "postgres";
import { vi } from "vitest";
import * as z from "zod";
import type { Database } from "@/platform/database/db";
import { isPlannedAnew } from "@/platform/database/dialect";

export type Plan = { [key: string]: unknown; Plans?: Plan[] };
export type Statement = { text: string; parameters: readonly unknown[] };

/** How often a plan is made for the values at hand before Postgres may keep one for all values. */
const PLANS_BEFORE_KEPT = 5;

/** What `work` asks of these databases, whether or not it succeeds. */
export async function statementsOf(databases: readonly Database[], work: () => unknown): Promise<Statement[]> {
  const sent = databases.map(({ sql }) => vi.spyOn(sql, "unsafe"));
  await Promise.resolve(work()).catch(() => {});
  const statements = sent.flatMap(({ mock }) => mock.calls.map(([text, parameters = []]) => ({ text, parameters })));
  for (const spy of sent) spy.mockRestore();
  return statements;
}

/**
 * How a statement is carried out by a process that has just begun, and by one that has asked it often: perhaps with
 * another plan, made for all values alike.
 */
export async function plansOf(owner: Sql, { text, parameters }: Statement): Promise<Plan[]> {
  return owner.begin(async (tx) => {
    const values = parameters.map((value) => (value === null ? "null" : `'${String(value).replaceAll("'", "''")}'`));
    const execute = `execute kept${values.length > 0 ? `(${values.join(", ")})` : ""}`;
    const explain = async () => planIn((await tx.unsafe(`explain (analyze, timing off, format json) ${execute}`))[0]);
    await tx.unsafe(`prepare kept as ${text}`);
    const plans = [await explain()];
    if (!isPlannedAnew(text)) {
      for (let time = 1; time < PLANS_BEFORE_KEPT; time += 1) await tx.unsafe(`explain ${execute}`);
      plans.push(await explain());
    }
    await tx.unsafe("deallocate kept");
    return plans;
  });
}

function planIn(explained: Record<string, unknown> | undefined): Plan {
  const [{ Plan: plan }] = z.tuple([z.object({ Plan: z.custom<Plan>() })]).parse(explained?.["QUERY PLAN"]);
  return plan;
}

export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const numberOf = (plan: Plan, ...names: string[]) => names.reduce((sum, name) => sum + Number(plan[name] ?? 0), 0);

/** Rows that a node has looked at, whether or not it gave them on. */
export const rowsRead = (node: Plan): number =>
  numberOf(node, "Actual Loops") *
  numberOf(
    node,
    "Actual Rows",
    "Rows Removed by Filter",
    "Rows Removed by Index Recheck",
    "Rows Removed by Join Filter",
  );
