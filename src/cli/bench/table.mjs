// @ts-check

/** @typedef {import("./judge.mjs").Row} Row */

/** @type {readonly (readonly [head: string, width: number])[]} wide enough for every row that there is */
const COLUMNS = [
  ["work", 66],
  ["ours", 40],
  ["bare peer", 18],
  ["ratio", 6],
  ["floor", 16],
  ["", 5],
];

export const printHeads = () => printLine(COLUMNS.map(([head]) => head));

/** Printed as it is measured, so that a run that ends early has shown what it has. @param {Row} row */
export function printRow({ work, ours, peer, ratio, floor, holds }) {
  const verdict = holds === null ? "" : holds ? "holds" : "BELOW";
  printLine([work, ours, peer, ratio === null ? "" : ratio.toFixed(2), floor, verdict]);
}

/** @param {readonly string[]} cells */
const printLine = (cells) =>
  console.log(
    cells
      .map((cell, column) => cell.padEnd(COLUMNS[column]?.[1] ?? 0))
      .join("  ")
      .trimEnd(),
  );
