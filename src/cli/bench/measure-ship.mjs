// @ts-check
import { inTurn } from "./compare.mjs";
import { compared, ms, rate } from "./judge.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

/**
 * An order from its first click to the door: placed, confirmed, shipped, three calls one after another; the goods leave
 * the ledger. @param {Bench} bench @returns {Promise<Row[]>}
 */
export async function measureShip(bench) {
  let number = 0;
  const {
    rate: shipped,
    p99,
    node,
    postgres,
  } = await inTurn(
    bench,
    8,
    { work: "ship", servers: [bench.web], make: () => bench.ours.placeAndShip(number++) },
    { work: "ship", servers: [bench.bare], make: () => bench.theirs.placeAndShip(number++) },
  );
  return [
    compared("ship: orders placed, confirmed and shipped at 8 clients", shipped, rate, { atLeast: 0.3 }),
    compared("ship: p99 of the three calls", p99, ms),
    compared("ship: Node's processor time for an order", node, ms),
    compared("ship: Postgres' processor time for an order", postgres, ms),
  ];
}
