// @ts-check
import { setTimeout as sleep } from "node:timers/promises";

const FAULTS_KEPT = 5;
const LIST = { limit: 20, cursor: null };

/** @typedef {{ orderId: string, at: number }} Acknowledged */

/**
 * People at work: each places an order and confirms it, then looks at a list, until they are stopped. What is not
 * answered they ask again under the same key, and count as failed.
 */
export class Trade {
  /** @type {Acknowledged[]} */
  acknowledged = [];
  failed = 0;
  reads = 0;
  /** The first of them. @type {string[]} */
  faults = [];
  /** The longest time in which nobody's change was acknowledged. */
  gapMs = 0;
  lastAt = performance.now();
  isOver = false;
  /** @type {Promise<unknown>} */
  working = Promise.resolve();

  /** @param {import("./world.mjs").World} world @param {string} customerId */
  constructor(world, customerId) {
    this.world = world;
    this.customerId = customerId;
  }

  /** @param {import("./world.mjs").World} world @param {{ name: string, clients: number, restMs: number }} options */
  static async begin(world, { name, clients, restMs }) {
    const trade = new Trade(world, await world.customer(name));
    trade.lastAt = performance.now();
    trade.working = Promise.all(Array.from({ length: clients }, (_, place) => trade.work(place, restMs)));
    // Heard of when it is waited for.
    trade.working.catch(() => {});
    world.undo.push(() => trade.end());
    return trade;
  }

  /** @param {number} place @param {number} restMs */
  async work(place, restMs) {
    const caller = this.world.callerAt(place);
    const { variantIds, warehouseId } = this.world.goods;
    const fail = (/** @type {string} */ fault) => this.fail(fault);
    for (let turn = place; !this.isOver; turn += 1) {
      const lines = [0, 1].map((next) => ({ variantId: variantIds[(turn + next) % variantIds.length], quantity: 1 }));
      const order = { customerId: this.customerId, warehouseId, lines, confirm: true };
      const { orderId } = await caller.changeUntilAnswered("orders.place", order, fail);
      this.acknowledge(orderId);
      await this.look(caller);
      await sleep(restMs);
    }
  }

  /** @param {import("./caller.mjs").Caller} caller */
  async look(caller) {
    const answer = await caller.ask("orders.list", LIST).catch((/** @type {Error} */ error) => error);
    this.reads += 1;
    if (answer instanceof Error) this.fail(`orders.list: ${answer.message}`);
    else if (answer.status !== 200) this.fail(`orders.list: ${answer.status} ${answer.text.slice(0, 200)}`);
  }

  /** @param {string} orderId */
  acknowledge(orderId) {
    const at = performance.now();
    this.gapMs = Math.max(this.gapMs, at - this.lastAt);
    this.lastAt = at;
    this.acknowledged.push({ orderId, at });
  }

  /** @param {string} fault */
  fail(fault) {
    this.failed += 1;
    if (this.faults.length < FAULTS_KEPT) this.faults.push(fault);
  }

  /** Everybody finishes what they have begun. */
  async end() {
    this.isOver = true;
    await this.working;
  }

  /** What of it the database does not have, has twice, or has by half. */
  async compare() {
    const sql = this.world.cluster.postgres.primary;
    const ids = this.acknowledged.map(({ orderId }) => orderId);
    const [found] = await sql`
      with told as (select unnest(entity_ids) as id from outbox where name = 'orders.confirmed')
      select count(*) filter (where id = any(${ids})) as kept, count(*) as all,
        count(*) filter (where status <> 'confirmed'
          or (select count(*) from order_lines where order_id = orders.id) <> 2
          or (select count(*) from stock_reservations where document_id = orders.id and status = 'active') <> 2
          or not exists (select from audit_entries where entity_id = orders.id)
          or id not in (select id from told)) as halves
      from orders where customer_id = ${this.customerId}`;
    const made = Number(found?.["all"]);
    return {
      lost: ids.length - Number(found?.["kept"]),
      /** More than were acknowledged, though each was asked for until it was. */
      doubled: made - new Set(ids).size,
      halves: Number(found?.["halves"]),
    };
  }
}
