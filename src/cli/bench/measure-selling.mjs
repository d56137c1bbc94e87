// @ts-check
import { inTurn } from "./compare.mjs";
import { compared, ms } from "./judge.mjs";
import { keepAlive, send } from "./load.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */
/** @typedef {import("./compare.mjs").Contender} Contender @typedef {import("./load.mjs").Call} Call */

/** So many of each are made before, and asked in turn: with eight clients nobody waits for another. */
const POOL = 60;
/** More than all rounds pick of one list. */
const TO_PICK = 10_000;

/** What people do to an order that stands: change it, pick it, print its invoice. @param {Bench} bench @returns
 * {AsyncIterable<Row>} */
export async function* measureSelling(bench) {
  const changing = await changes(bench);
  yield* figures("edit of a confirmed order", await inTurn(bench, 1, changing.ours, changing.theirs));
  const picking = await picks(bench);
  yield* figures("pick confirmed", await inTurn(bench, 1, picking.ours, picking.theirs));
  const printing = await invoices(bench);
  yield* figures("invoice as PDF, beside a bare render", await inTurn(bench, 1, printing.ours, printing.theirs));
}

/** @param {string} work @param {Awaited<ReturnType<typeof inTurn>>} found @returns {Row[]} */
const figures = (work, { p50, node, postgres }) => [
  compared(`${work}: median at 1 client`, p50, ms),
  compared(`${work}: Node's processor time`, node, ms),
  compared(`${work}: Postgres' processor time`, postgres, ms),
];

/** All three lines of an order become two of each, and one again. @param {Bench} bench */
async function changes(bench) {
  const asked = ask(bench);
  const ours = await made(async (index) => {
    const { orderId } = await asked.web(bench.ours.place(index));
    const { version, customer, warehouseId, lines } = await asked.web(bench.ours.order(orderId));
    return { orderId, version, customerId: customer.id, warehouseId, lines: /** @type {Line[]} */ (lines) };
  });
  const theirs = await made(async (index) => {
    const { orderId } = await asked.bare(bench.theirs.placeByFunction(index));
    return { orderId, version: 1, lines: bench.theirs.linesOf(index) };
  });
  asked.end();
  return contenders(bench, "change", {
    ours: turns(ours, (order) => {
      const { orderId, customerId, warehouseId, version } = order;
      const quantity = quantityAt(order.version++);
      const lines = order.lines.map(({ id: orderLineId, variantId }) => ({ orderLineId, variantId, quantity }));
      return bench.ours.change({ orderId, customerId, warehouseId, version, lines });
    }),
    theirs: turns(theirs, (order) => {
      const quantity = quantityAt(order.version++);
      const lines = order.lines.map(({ variantId }) => ({ variantId, quantity }));
      return bench.theirs.change({ orderId: order.orderId, lines });
    }),
  });
}
/** @typedef {{ id: string, variantId: string }} Line */

const quantityAt = (/** @type {number} */ version) => 1 + (version % 2);

/** One item after another of a list that has many. @param {Bench} bench */
async function picks(bench) {
  const asked = ask(bench);
  const ours = await made(async (index) => {
    const { orderId } = await asked.web(bench.ours.placeMany(index, TO_PICK));
    const { listId } = await asked.web(bench.ours.createList(orderId));
    await asked.web(bench.ours.takeList(listId));
    const { picks } = await asked.web(bench.ours.pickList(listId));
    const { allocationId, locationId, variantId, lotId } = picks[0];
    return { listId, allocationId, locationId, variantId, lotId };
  });
  const theirs = await made(async (index) => asked.bare(bench.theirs.bindPick(index, TO_PICK)));
  asked.end();
  return contenders(bench, "pick", {
    ours: turns(ours, (pick) => bench.ours.confirmPick({ ...pick, quantity: 1 })),
    theirs: turns(theirs, ({ pickId }) => bench.theirs.confirmPick({ pickId, quantity: 1 })),
  });
}

/** @param {Bench} bench */
async function invoices(bench) {
  const asked = ask(bench);
  const ours = await made(async (index) => {
    const { orderId } = await asked.web(bench.ours.place(index));
    return asked.web(bench.ours.issue(orderId));
  });
  const theirs = await made(async (index) => asked.bare(bench.theirs.placeByFunction(index)));
  asked.end();
  return contenders(bench, "print", {
    ours: turns(ours, ({ invoiceId }) => bench.ours.invoice(invoiceId)),
    theirs: turns(theirs, ({ orderId }) => bench.theirs.invoice(orderId)),
  });
}

/** @param {(index: number) => Promise<Thing>} make @template Thing */
async function made(make) {
  const things = /** @type {Thing[]} */ ([]);
  for (let index = 0; index < POOL; index += 1) things.push(await make(index));
  return things;
}

/** @param {readonly Thing[]} things @param {(thing: Thing) => Call} call @template Thing @returns {() => Call} */
function turns(things, call) {
  let turn = 0;
  return () => call(/** @type {Thing} */ (things[turn++ % things.length]));
}

/** @param {Bench} bench @param {string} work @param {{ ours: () => Call, theirs: () => Call }} makes
 * @returns {{ ours: Contender, theirs: Contender }} */
const contenders = ({ web, bare }, work, { ours, theirs }) => ({
  ours: { work, servers: [web], make: ours },
  theirs: { work, servers: [bare], make: theirs },
});

/** What a call answers, while things are made. @param {Bench} bench */
function ask({ web, bare }) {
  const agent = keepAlive(1);
  const to = (/** @type {number} */ port) => async (/** @type {Call} */ call) => {
    const { status, text } = await send(port, agent, call);
    if (status !== 200) throw new Error(`An answer that was not expected: ${status} ${text.slice(0, 500)}`);
    return JSON.parse(text).result.data;
  };
  return { web: to(web.port), bare: to(bare.port), end: () => agent.destroy() };
}
