// @ts-check
import { inTurn, ms, postmasterOf, rate, row, WARM_SECONDS } from "./compare.mjs";
import { makeManyGoods, SKUS } from "./goods.mjs";
import { keepAlive, load, send } from "./load.mjs";
import { cpuSeconds } from "./machine.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./table.mjs").Row} Row */

const LIST_PAGES = 15;

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureList(bench) {
  const few = await listing(bench);
  console.log("Making 100,000 variants");
  await makeManyGoods(bench.sql, bench.goods);
  const many = await listing(bench);
  const growth = many.cpu / few.cpu;
  return [
    row({
      work: `list of 50 at 8 clients, ${SKUS.toLocaleString("en")} variants`,
      ours: rate(few.rate.ours),
      peer: rate(few.rate.theirs),
      ratio: few.rate.ratio,
      floor: "0.5",
      holds: few.rate.ratio >= 0.5,
    }),
    row({
      work: "list of 50 at 8 clients, 100,000 variants",
      ours: rate(many.rate.ours),
      peer: rate(many.rate.theirs),
      ratio: many.rate.ratio,
      floor: "0.5",
      holds: many.rate.ratio >= 0.5,
    }),
    row({
      work: "list: processor time for a page, 100,000 against 1,000",
      ours: `${ms(few.cpu)} to ${ms(many.cpu)}`,
      ratio: growth,
      floor: "1.25x",
      holds: growth <= 1.25,
    }),
  ];
}

/** @param {Bench} bench */
async function listing(bench) {
  const cursors = await walkPages(bench);
  let number = 0;
  const mine = () => bench.ours.list(cursors.ours[number++ % cursors.ours.length] ?? null);
  const theirs = () => bench.theirs.list(cursors.theirs[number++ % cursors.theirs.length] ?? null);
  await load({ ports: [bench.web.port], clients: 8, seconds: WARM_SECONDS, make: mine });
  await load({ ports: [bench.bare.port], clients: 8, seconds: WARM_SECONDS, make: theirs });
  const before = cpuSeconds(bench.web.pid) + cpuSeconds(postmasterOf(bench.rig));
  const measured = await load({ ports: [bench.web.port], clients: 8, seconds: bench.seconds / 2, make: mine });
  const cpu = ((cpuSeconds(bench.web.pid) + cpuSeconds(postmasterOf(bench.rig)) - before) / measured.calls) * 1_000;
  const { rate } = await inTurn(bench, 8, mine, theirs);
  return { rate, cpu };
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
