// @ts-check
import { inTurn, rate, row } from "./compare.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./table.mjs").Row} Row */

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
