// @ts-check
import { compareMemory, inTurn } from "./compare.mjs";
import { compared, ms, rate } from "./judge.mjs";
import { startBare, startWeb } from "./rig.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */
/** @typedef {import("./compare.mjs").Contender} Contender @typedef {import("./compare.mjs").Server} Server */

const CROWDS = [8, 32, 100];
const BUSY = 8;

let number = 0;
/** @param {Bench} bench @param {Server[]} servers @returns {Contender} */
const product = ({ ours }, servers) => ({ work: "place", servers, make: () => ours.place(number++) });
/** One SQL function behind the same stack: the most that it can do. @param {Bench} bench @param {Server[]} servers
 * @returns {Contender} */
const a = ({ theirs }, servers) => ({ work: "place", servers, make: () => theirs.placeByFunction(number++) });

/** An order of three lines, its stock reserved. @param {Bench} bench @returns {AsyncIterable<Row>} */
export async function* measureOrders(bench) {
  const [ours, peer] = [product(bench, [bench.web]), a(bench, [bench.bare])];
  const alone = await inTurn(bench, 1, ours, peer);
  yield compared("W1: p50 at 1 client, beside A", alone.p50, ms, { atMost: 1.8 });
  for (const clients of CROWDS) {
    const { rate: orders, p99, ...cpu } = await inTurn(bench, clients, ours, peer);
    yield compared(`W1: orders at ${clients} clients, beside A`, orders, rate, { atLeast: 0.7 });
    if (clients !== BUSY) continue;
    yield compared("W1: p99 at 8 clients, beside A", p99, ms, { atMost: 1.8 });
    yield compared("W1: Node's processor time for an order, beside A", cpu.node, ms, { atMost: 2 });
    yield compared("W1: Postgres' processor time for an order, beside A", cpu.postgres, ms, { atMost: 2 });
  }
  yield compareMemory("web: memory under load", bench.web, bench.bare);
}

/** The same order by the ORM, as anyone would write it. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureOrm(bench) {
  const b = { work: "place by Drizzle", servers: [bench.bare], make: () => bench.theirs.placeByDrizzle(number++) };
  const { rate: orders, node, postgres } = await inTurn(bench, BUSY, product(bench, [bench.web]), b);
  return [
    compared("W1: orders at 8 clients, beside B", orders, rate),
    compared("W1: Node's processor time for an order, beside B", node, ms),
    compared("W1: Postgres' processor time for an order, beside B", postgres, ms),
  ];
}

/** On the same processors two may do no less than one. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureTwo(bench) {
  const [second, secondBare] = [await startWeb(bench.rig.env), await startBare(bench.rig.env)];
  try {
    const both = product(bench, [bench.web, second]);
    const bothBare = a(bench, [bench.bare, secondBare]);
    const beside = await inTurn(bench, BUSY, both, bothBare);
    const against = await inTurn(bench, BUSY, both, product(bench, [bench.web]));
    return [
      compared("W1: two web processes at 8 clients, beside two of A", beside.rate, rate, { atLeast: 0.7 }),
      compared("W1: two web processes at 8 clients, against one", against.rate, rate, { atLeast: 0.95 }),
    ];
  } finally {
    await second.stop();
    await secondBare.stop();
  }
}

/** The web on the Node of `--node`, beside the one that runs this. @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureNode(bench) {
  const other = await startWeb(bench.rig.env, bench.otherNode ?? process.execPath);
  try {
    const it = product(bench, [other]);
    const { rate: orders, p99, node } = await inTurn(bench, BUSY, it, product(bench, [bench.web]));
    return [
      compared(`W1: orders at 8 clients, other Node against ${process.version}`, orders, rate),
      compared(`W1: p99 at 8 clients, other Node against ${process.version}`, p99, ms),
      compared(`W1: Node's processor time for an order, against ${process.version}`, node, ms),
    ];
  } finally {
    await other.stop();
  }
}
