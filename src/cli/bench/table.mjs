// @ts-check

/** @typedef {import("./judge.mjs").Row} Row */

const HEADS = ["work", "ours", "bare peer", "ratio", "floor", ""];

/** @param {readonly Row[]} rows */
export function printTable(rows) {
  const cells = [
    HEADS,
    ...rows.map((row) => [
      row.work,
      row.ours,
      row.peer,
      row.ratio === null ? "" : row.ratio.toFixed(2),
      row.floor,
      row.holds === null ? "" : row.holds ? "holds" : "BELOW",
    ]),
  ];
  const widths = HEADS.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? "").length)));
  for (const line of cells)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
