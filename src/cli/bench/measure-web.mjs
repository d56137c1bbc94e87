// @ts-check
import { row } from "./compare.mjs";
import { load } from "./load.mjs";
import { residentMegabytes } from "./machine.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./table.mjs").Row} Row */

const STATEMENT_ORDERS = 50;

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureStart({ web, bare }) {
  return [
    row({
      work: "web: ready",
      ours: `${web.readyMs.toFixed(0)} ms`,
      peer: `${bare.readyMs.toFixed(0)} ms`,
      ratio: web.readyMs / bare.readyMs,
      floor: "2 s",
      holds: web.readyMs <= 2_000,
    }),
    row({
      work: "web: idle memory",
      ours: `${residentMegabytes(web.pid)} MB`,
      peer: `${residentMegabytes(bare.pid)} MB`,
      ratio: residentMegabytes(web.pid) / residentMegabytes(bare.pid),
      floor: "200 MB",
      holds: residentMegabytes(web.pid) <= 200,
    }),
  ];
}

/** What Postgres itself counted, while nothing but the orders ran. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureStatements({ sql, web, ours }) {
  await load({ ports: [web.port], clients: 1, calls: STATEMENT_ORDERS, make: (index) => ours.place(index) });
  await sql`select pg_stat_statements_reset()`;
  await load({ ports: [web.port], clients: 1, calls: STATEMENT_ORDERS, make: (index) => ours.place(1_000 + index) });
  const [counted] = await sql`
    select
      coalesce(sum(calls) filter (
        where query !~* '^(begin|commit|rollback)' and query !~* 'pg_stat_statements'), 0)::int as statements,
      coalesce(sum(calls) filter (where query ~* '^begin'), 0)::int as transactions
    from pg_stat_statements`;
  const statements = Number(counted?.["statements"]) / STATEMENT_ORDERS;
  const transactions = Number(counted?.["transactions"]) / STATEMENT_ORDERS;
  return [
    row({
      work: "W1: statements sent for an order",
      ours: `${statements.toFixed(1)} in ${transactions.toFixed(1)} transaction`,
      floor: "12",
      holds: statements <= 12,
    }),
  ];
}
