// @ts-check
import { inTurn } from "./compare.mjs";
import { compared, ms, rate } from "./judge.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureAdjust(bench) {
  let number = 0;
  const {
    rate: adjusted,
    node,
    postgres,
  } = await inTurn(
    bench,
    8,
    { work: "adjust", servers: [bench.web], make: () => bench.ours.adjust(number++) },
    { work: "adjust", servers: [bench.bare], make: () => bench.theirs.adjust(number++) },
  );
  return [
    compared("adjust one SKU at 8 clients", adjusted, rate, { atLeast: 0.8 }),
    compared("adjust: Node's processor time", node, ms),
    compared("adjust: Postgres' processor time", postgres, ms),
  ];
}
