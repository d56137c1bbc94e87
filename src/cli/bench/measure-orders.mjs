// @ts-check
import { crowding, inTurn, ms, postmasterOf, rate, row, WARM_SECONDS } from "./compare.mjs";
import { load } from "./load.mjs";
import { cpuSeconds, residentMegabytes } from "./machine.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./table.mjs").Row} Row */

/** @typedef {Awaited<ReturnType<typeof inTurn>>} Comparison */

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
  return [...orderRows({ alone, eight, eightB, crowd }), ...costRows(bench, cpu)];
}

/**
 * @param {{ alone: Comparison, eight: Comparison, eightB: Comparison, crowd: Awaited<ReturnType<typeof crowding>> }}
 * measured
 */
const orderRows = ({ alone, eight, eightB, crowd }) => [
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
];

/** @param {Bench} bench @param {{ node: number, postgres: number }} cpu */
const costRows = ({ web, bare }, cpu) => [
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
