// @ts-check
import { inTurn } from "./compare.mjs";
import { makeManyGoods, SKUS } from "./goods.mjs";
import { compared, judge, ms, rate, row } from "./judge.mjs";
import { keepAlive, send } from "./load.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const LIST_PAGES = 15;
const LIST_FLOOR = { atLeast: 0.75 };

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureList(bench) {
  const { rate: pages, node, postgres } = await listing(bench);
  return [
    compared(`list of 50 at 8 clients, ${SKUS.toLocaleString("en")} variants`, pages, rate, LIST_FLOOR),
    compared("list: Node's processor time for a page", node, ms),
    compared("list: Postgres' processor time for a page", postgres, ms),
  ];
}

/** The same list of a catalog a hundred times as large. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureLongList(bench) {
  const few = await listing(bench);
  await makeManyGoods(bench.sql, bench.goods);
  const many = await listing(bench);
  const cpu = (/** @type {typeof few} */ { node, postgres }) => node.ours + postgres.ours;
  const growth = cpu(many) / cpu(few);
  return [
    compared("list of 50 at 8 clients, 100,000 variants", many.rate, rate, LIST_FLOOR),
    row({
      work: "list: processor time for a page, 100,000 against 1,000",
      ours: `${ms(cpu(few))} to ${ms(cpu(many))}`,
      ratio: growth,
      ...judge(growth, { atMost: 1.25 }),
    }),
  ];
}

/** @param {Bench} bench */
async function listing(bench) {
  const cursors = await walkPages(bench);
  let number = 0;
  return inTurn(
    bench,
    8,
    {
      work: "list",
      servers: [bench.web],
      make: () => bench.ours.list(cursors.ours[number++ % cursors.ours.length] ?? null),
    },
    {
      work: "list",
      servers: [bench.bare],
      make: () => bench.theirs.list(cursors.theirs[number++ % cursors.theirs.length] ?? null),
    },
  );
}

/** The first pages of both lists, as a person who scrolls would ask for them. @param {Bench} bench */
async function walkPages({ web, bare, ours, theirs }) {
  const agent = keepAlive(1);
  const found = {
    ours: /** @type {(string | null)[]} */ ([null]),
    theirs: /** @type {([string, string] | null)[]} */ ([null]),
  };
  for (let page = 0; page < LIST_PAGES; page += 1) {
    const mine = JSON.parse((await send(web.port, agent, ours.list(found.ours.at(-1) ?? null))).text);
    found.ours.push(mine.result.data.nextCursor);
    const other = JSON.parse((await send(bare.port, agent, theirs.list(found.theirs.at(-1) ?? null))).text).result.data;
    const last = other.at(-1);
    found.theirs.push([last.title, last.id]);
  }
  agent.destroy();
  return found;
}
