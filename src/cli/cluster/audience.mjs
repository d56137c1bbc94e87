// @ts-check
import { quantile } from "../bench/load.mjs";
import { Listener } from "./listener.mjs";
import { until } from "./until.mjs";

const OPEN_WAIT_MS = 60_000;
const HEARD_WAIT_MS = 60_000;

/** Screens that show what happens, each by a stream of its own. */
export class Audience {
  /** @param {readonly Listener[]} listeners */
  constructor(listeners) {
    this.listeners = listeners;
  }

  /** @param {import("./world.mjs").World} world @param {number} count */
  static async open({ cluster, cookies, undo }, count) {
    const cookieAt = (/** @type {number} */ place) => cookies[place % cookies.length] ?? "";
    const listeners = Array.from({ length: count }, (_, place) => new Listener(cluster.port, cookieAt(place)));
    undo.push(async () => listeners.forEach((listener) => listener.close()));
    await until("all streams are open", () => listeners.every(({ isOpen }) => isOpen), OPEN_WAIT_MS);
    return new Audience(listeners);
  }

  /**
   * Waits until everybody has heard of each order, and closes the streams. A gap is an order that one of them missed,
   * late the longest time from an answer until the last of them heard.
   * @param {readonly import("./trade.mjs").Acknowledged[]} orders
   */
  async heard(orders) {
    const everything = () => orders.every(({ orderId }) => this.listeners.every(({ heard }) => heard.has(orderId)));
    await until("everybody has heard of everything", everything, HEARD_WAIT_MS).catch(() => {});
    const [delays, times] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (const { orderId, at } of orders) {
      for (const { heard } of this.listeners) {
        const found = heard.get(orderId);
        times.push(found?.times ?? 0);
        if (found) delays.push(Math.max(0, found.at - at));
      }
    }
    const reconnects = this.listeners.reduce((sum, listener) => sum + listener.reconnects, 0);
    this.close();
    return {
      gaps: times.filter((count) => count === 0).length,
      repeats: times.filter((count) => count > 1).length,
      reconnects,
      lateMs: Math.max(0, ...delays),
      p99Ms: delays.length > 0 ? quantile(delays, 0.99) : 0,
    };
  }

  close() {
    for (const listener of this.listeners) listener.close();
  }
}
