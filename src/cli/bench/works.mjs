// @ts-check
import { measureAdjust } from "./measure-adjust.mjs";
import { measureFlash } from "./measure-flash.mjs";
import { measureGrowth } from "./measure-growth.mjs";
import { measureList, measureLongList } from "./measure-list.mjs";
import { measureNode, measureOrders, measureOrm, measureTwo } from "./measure-orders.mjs";
import { measureOutbox } from "./measure-outbox.mjs";
import { measurePosition } from "./measure-position.mjs";
import { measureScreens } from "./measure-screens.mjs";
import { measureSelling } from "./measure-selling.mjs";
import { measureShip } from "./measure-ship.mjs";
import { measureStreams } from "./measure-streams.mjs";
import { measureStart, measureStatements } from "./measure-web.mjs";

/**
 * Its rows at the end, or each as it is done where they take long.
 * @typedef {(bench: import("./compare.mjs").Bench) => Promise<import("./judge.mjs").Row[]> |
 * AsyncIterable<import("./judge.mjs").Row>} Measure
 */

/** Measured before the relay and the worker run beside. @type {Record<string, Measure>} */
export const ALONE = { start: measureStart, statements: measureStatements, growth: measureGrowth };

/**
 * In this order: what makes the tables larger comes late. A new measurement is a line here.
 * @type {Record<string, Measure>}
 */
export const TOGETHER = {
  orders: measureOrders,
  orm: measureOrm,
  two: measureTwo,
  position: measurePosition,
  ship: measureShip,
  selling: measureSelling,
  adjust: measureAdjust,
  list: measureList,
  node: measureNode,
  flash: measureFlash,
  screens: measureScreens,
  streams: measureStreams,
  outbox: measureOutbox,
  "long-list": measureLongList,
};

/** What `--quick` measures. */
export const QUICK = ["statements", "orders", "adjust", "list", "outbox"];
