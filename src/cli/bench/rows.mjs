// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { makeManyGoods, SKUS } from "./goods.mjs";
import { keepAlive, load, median, quantile, send } from "./load.mjs";
import { cpuSeconds, residentMegabytes } from "./machine.mjs";
import { startWeb } from "./rig.mjs";
import { openStreams } from "./streams.mjs";

/**
 * @typedef {import("./table.mjs").Row} Row
 * @typedef {import("./load.mjs").Call} Call
 * @typedef {import("./load.mjs").Figures} Figures
 * @typedef {object} Bench
 * @property {import("postgres").Sql} sql
 * @property {import("./goods.mjs").Goods} goods
 * @property {import("./rig.mjs").Server} web
 * @property {import("./rig.mjs").Server} bare
 * @property {ReturnType<typeof import("./calls.mjs").productCalls>} ours
 * @property {ReturnType<typeof import("./calls.mjs").bareCalls>} theirs
 * @property {number} seconds
 * @property {Awaited<ReturnType<typeof import("./rig.mjs").startRig>>} rig
 * @property {string} sqlUrl
 */

const ROUNDS = 3;
const WARM_SECONDS = 2;
const STATEMENT_ORDERS = 50;
const FLASH_ATTEMPTS = 500;
const FLASH_CLIENTS = 32;
const FLASH_STOCK = 100;
const STREAMS = 100;
const SCREEN_COMMITS = 60;
const LIST_PAGES = 15;

const rate = (/** @type {number} */ value) => `${value.toFixed(0)}/s`;
const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
/** @param {Partial<Row> & { work: string, ours: string }} row @returns {Row} */
const row = (row) => ({ peer: "", ratio: null, floor: "", holds: null, ...row });

/**
 * Two contenders in turn, so that a machine that drifts drifts for both. @param {Bench} bench @param {number} clients
 * @param {(index: number) => Call} ours @param {(index: number) => Call} theirs
 */
async function inTurn({ web, bare, seconds }, clients, ours, theirs) {
  const rounds = /** @type {{ ours: Figures, theirs: Figures }[]} */ ([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      theirs: await load({ ports: [bare.port], clients, seconds: seconds / ROUNDS, make: theirs }),
      ours: await load({ ports: [web.port], clients, seconds: seconds / ROUNDS, make: ours }),
    });
  }
  /** @param {(figures: Figures) => number} figure */
  const compare = (figure) => ({
    ours: median(rounds.map((r) => figure(r.ours))),
    theirs: median(rounds.map((r) => figure(r.theirs))),
    ratio: median(rounds.map((r) => figure(r.ours) / figure(r.theirs))),
  });
  return { rate: compare((f) => f.perSecond), p50: compare((f) => f.p50), p99: compare((f) => f.p99) };
}

/** A crowd of clients and a few, in turn. @param {Bench} bench @param {(index: number) => Call} make */
async function crowding({ web, seconds }, make) {
  const rounds = /** @type {{ many: number, few: number }[]} */ ([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const few = await load({ ports: [web.port], clients: 8, seconds: seconds / ROUNDS, make });
    const many = await load({ ports: [web.port], clients: 32, seconds: seconds / ROUNDS, make });
    rounds.push({ many: many.perSecond, few: few.perSecond });
  }
  return {
    many: median(rounds.map((r) => r.many)),
    few: median(rounds.map((r) => r.few)),
    ratio: median(rounds.map((r) => r.many / r.few)),
  };
}

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
    select coalesce(sum(calls) filter (where query !~* '^(begin|commit|rollback)' and query !~* 'pg_stat_statements'), 0)::int as statements,
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

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureOrders(bench) {
  const { web, bare, ours, theirs, rig } = bench;
  let number = 0;
  const mine = () => ours.place(number++);
  const a = () => theirs.placeByFunction(number++);
  const b = () => theirs.placeByDrizzle(number++);
  await load({ ports: [web.port], clients: 8, seconds: WARM_SECONDS, make: mine });
  await load({ ports: [bare.port], clients: 8, seconds: WARM_SECONDS, make: a });
  await load({ ports: [bare.port], clients: 8, seconds: WARM_SECONDS, make: b });

  const alone = await inTurn(bench, 1, mine, a);
  const before = { node: cpuSeconds(web.pid), postgres: cpuSeconds(postmasterOf(rig)) };
  const measured = await load({ ports: [web.port], clients: 8, seconds: bench.seconds, make: mine });
  const cpu = {
    node: ((cpuSeconds(web.pid) - before.node) / measured.calls) * 1_000,
    postgres: ((cpuSeconds(postmasterOf(rig)) - before.postgres) / measured.calls) * 1_000,
  };
  const eight = await inTurn(bench, 8, mine, a);
  const eightB = await inTurn(bench, 8, mine, b);
  const crowd = await crowding(bench, mine);
  return [
    row({
      work: "W1: orders/s at 8 clients, beside A",
      ours: rate(eight.rate.ours),
      peer: rate(eight.rate.theirs),
      ratio: eight.rate.ratio,
      floor: "0.3 A",
      holds: eight.rate.ratio >= 0.3,
    }),
    row({
      work: "W1: orders/s at 8 clients, beside B",
      ours: rate(eightB.rate.ours),
      peer: rate(eightB.rate.theirs),
      ratio: eightB.rate.ratio,
    }),
    row({
      work: "W1: p50 at 1 client, beside A",
      ours: ms(alone.p50.ours),
      peer: ms(alone.p50.theirs),
      ratio: alone.p50.ratio,
      floor: "3x A",
      holds: alone.p50.ratio <= 3,
    }),
    row({
      work: "W1: p99 at 8 clients, beside A",
      ours: ms(eight.p99.ours),
      peer: ms(eight.p99.theirs),
      ratio: eight.p99.ratio,
      floor: "3x A",
      holds: eight.p99.ratio <= 3,
    }),
    row({
      work: "W1: 32 clients against 8",
      ours: `${rate(crowd.many)} to ${rate(crowd.few)}`,
      ratio: crowd.ratio,
      floor: "0.9x",
      holds: crowd.ratio >= 0.9,
    }),
    row({ work: "W1: processor time of web for an order", ours: ms(cpu.node), floor: "6 ms", holds: cpu.node <= 6 }),
    row({
      work: "W1: processor time of Postgres for an order",
      ours: ms(cpu.postgres),
      floor: "2 ms",
      holds: cpu.postgres <= 2,
    }),
    row({
      work: "web: memory under load",
      ours: `${residentMegabytes(web.pid)} MB`,
      peer: `${residentMegabytes(bare.pid)} MB`,
      ratio: residentMegabytes(web.pid) / residentMegabytes(bare.pid),
      floor: "400 MB",
      holds: residentMegabytes(web.pid) <= 400,
    }),
  ];
}

/** @param {Bench["rig"]} rig */
const postmasterOf = (rig) => rig.postgres.pid;

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureAdjust(bench) {
  let number = 0;
  const { rate: figures } = await inTurn(
    bench,
    8,
    () => bench.ours.adjust(number++),
    () => bench.theirs.adjust(number++),
  );
  return [
    row({
      work: "adjust one SKU at 8 clients",
      ours: rate(figures.ours),
      peer: rate(figures.theirs),
      ratio: figures.ratio,
      floor: "0.5",
      holds: figures.ratio >= 0.5,
    }),
  ];
}

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureFlash(bench) {
  const second = await startWeb(bench.rig.env);
  try {
    const one = await flash(bench, [bench.web.port], 0);
    const two = await flash(bench, [bench.web.port, second.port], 1);
    return [one, two];
  } finally {
    await second.stop();
  }
}

/** @param {Bench} bench @param {number[]} ports @param {number} round @returns {Promise<Row>} */
async function flash({ sql, goods, ours, theirs, bare }, ports, round) {
  const variantId = goods.flash(round);
  const isShortage = (/** @type {{ status: number, text: string }} */ answer) =>
    answer.status === 409 && answer.text.includes("inventory.insufficient-stock");
  const peer = await load({
    ports: [bare.port],
    clients: FLASH_CLIENTS,
    calls: FLASH_ATTEMPTS,
    make: () => theirs.buy(variantId),
    isRefusal: ({ status }) => status === 500,
  });
  const sale = await load({
    ports,
    clients: FLASH_CLIENTS,
    calls: FLASH_ATTEMPTS,
    make: () => ours.buy(variantId),
    isRefusal: isShortage,
  });
  const [kept] = await sql`
    select (select reserved from stock_availability where variant_id = ${variantId})::int as counter,
      (select coalesce(sum(quantity), 0) from stock_reservations where variant_id = ${variantId} and status = 'active')::int as promised`;
  const sold = sale.calls - sale.refused;
  const isExact = sold === FLASH_STOCK && kept?.["counter"] === FLASH_STOCK && kept["promised"] === FLASH_STOCK;
  const ratio = sale.seconds / peer.seconds;
  return row({
    work: `flash sale, ${FLASH_STOCK} to sell, ${FLASH_ATTEMPTS} attempts, ${ports.length} web`,
    ours: `${sold} sold, counter ${kept?.["counter"]}, rows ${kept?.["promised"]}, ${sale.seconds.toFixed(2)} s`,
    peer: `${peer.calls - peer.refused} sold, ${peer.seconds.toFixed(2)} s`,
    ratio,
    floor: `exactly ${FLASH_STOCK}`,
    holds: isExact,
  });
}

/**
 * From the answer of a commit to each of many streams, and on to the data that a screen asks for again. @param {Bench}
 * bench @returns {Promise<Row[]>}
 */
export async function measureScreens({ web, ours, goods }) {
  const agent = keepAlive(4);
  /** @type {Map<string, number>} */
  const committed = new Map();
  const heard = /** @type {number[]} */ ([]);
  const shown = /** @type {number[]} */ ([]);
  const asked = new Set();
  const close = await openStreams(web.port, ours.headers, STREAMS, (at, block) => {
    for (const [orderId, since] of committed) {
      if (!block.includes(orderId) || !block.includes("orders.confirmed")) continue;
      heard.push(at - since);
      if (asked.has(orderId)) continue;
      asked.add(orderId);
      void send(web.port, agent, ours.order(orderId)).then(() => shown.push(performance.now() - since));
    }
  });
  await sleep(1_000);
  for (let index = 0; index < SCREEN_COMMITS; index += 1) {
    const since = performance.now();
    const answer = await send(web.port, agent, ours.buy(goods.variantIds[index] ?? ""));
    const orderId = /"(?:orderId|id)":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
    if (!orderId) throw new Error(answer.text.slice(0, 300));
    // From the sending of the change: what a person feels, and never less than from its commit.
    committed.set(orderId, since);
    await sleep(40);
  }
  await sleep(2_000);
  close();
  agent.destroy();
  const p95 = quantile(heard, 0.95);
  const share = heard.length / (SCREEN_COMMITS * STREAMS);
  return [
    row({
      work: `commit to event, ${STREAMS} streams, p50 / p95`,
      ours: `${ms(quantile(heard, 0.5))} / ${ms(p95)}`,
      peer: `${(share * 100).toFixed(1)} % heard`,
      floor: "p95 500 ms, all",
      holds: p95 <= 500 && share === 1,
    }),
    row({
      work: "commit to refetched screen, p50 / p95",
      ours: `${ms(quantile(shown, 0.5))} / ${ms(quantile(shown, 0.95))}`,
      floor: "p95 500 ms",
      holds: quantile(shown, 0.95) <= 500,
    }),
  ];
}

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureList(bench) {
  const few = await listing(bench);
  say100k();
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

const say100k = () => console.log("Making 100,000 variants");

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
