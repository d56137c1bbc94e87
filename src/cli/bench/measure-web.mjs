// @ts-check
import { compareMemory, medianOf } from "./compare.mjs";
import { compared, judge, ms, row } from "./judge.mjs";
import { load } from "./load.mjs";
import { startBare, startWeb } from "./rig.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */
/** @typedef {import("./load.mjs").Call} Call */

const ORDERS = 50;

/**
 * Started in turn, since a single start says more of the moment than of the program.
 * @param {Bench} bench @returns {Promise<Row[]>}
 */
export async function measureStart({ rig, size, web, bare }) {
  const memory = compareMemory("web: idle memory", web, bare);
  const rounds = /** @type {{ ours: number, theirs: number }[]} */ ([]);
  for (let round = 0; round < size.rounds; round += 1)
    rounds.push({ theirs: await readyMs(startBare(rig.env)), ours: await readyMs(startWeb(rig.env)) });
  return [compared("web: ready", medianOf(rounds), ms, { atMost: 2 }), memory];
}

/** @param {Promise<import("./rig.mjs").Server>} starting */
async function readyMs(starting) {
  const server = await starting;
  await server.stop();
  return server.readyMs;
}

/** What Postgres itself counted, while nothing but the orders ran. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureStatements({ sql, web, bare, ours, theirs }) {
  const mine = await countStatements(sql, web.port, ours.place);
  const others = await countStatements(sql, bare.port, theirs.placeByFunction);
  const ratio = mine.statements / others.statements;
  return [
    row({
      work: "W1: statements of an order, beside A",
      ours: `${mine.statements.toFixed(1)} in ${mine.transactions.toFixed(1)} transaction`,
      peer: others.statements.toFixed(1),
      ratio,
      ...judge(ratio, { atMost: 8 }),
    }),
  ];
}

/** @param {Bench["sql"]} sql @param {number} port @param {(index: number) => Call} make */
async function countStatements(sql, port, make) {
  await load({ ports: [port], clients: 1, calls: ORDERS, make });
  await sql`select pg_stat_statements_reset()`;
  await load({ ports: [port], clients: 1, calls: ORDERS, make: (index) => make(ORDERS + index) });
  const [counted] = await sql`
    select
      coalesce(sum(calls) filter (
        where query !~* '^(begin|commit|rollback)' and query !~* 'pg_stat_statements'), 0)::int as statements,
      coalesce(sum(calls) filter (where query ~* '^begin'), 0)::int as transactions
    from pg_stat_statements`;
  return {
    statements: Number(counted?.["statements"]) / ORDERS,
    transactions: Number(counted?.["transactions"]) / ORDERS,
  };
}
