// @ts-check
import { row } from "./judge.mjs";
import { load } from "./load.mjs";
import { startWeb } from "./rig.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const FLASH_ATTEMPTS = 500;
const FLASH_CLIENTS = 32;
const FLASH_STOCK = 100;

/** @param {Bench} bench @returns {Promise<Row[]>} */
export async function measureFlash(bench) {
  const second = await startWeb(bench.rig.env);
  try {
    const one = await flash(bench, [bench.web.port], 0);
    const two = await flash(bench, [bench.web.port, second.port], 1);
    return [one, two];
  } finally {
    await second.stop();
  }
}

/** @param {Bench} bench @param {number[]} ports @param {number} round @returns {Promise<Row>} */
async function flash({ sql, goods, ours, theirs, bare }, ports, round) {
  const variantId = goods.flash(round);
  const isShortage = (/** @type {{ status: number, text: string }} */ answer) =>
    answer.status === 409 && answer.text.includes("inventory.insufficient-stock");
  const peer = await load({
    ports: [bare.port],
    clients: FLASH_CLIENTS,
    calls: FLASH_ATTEMPTS,
    make: () => theirs.buy(variantId),
    isRefusal: ({ status }) => status === 500,
  });
  const sale = await load({
    ports,
    clients: FLASH_CLIENTS,
    calls: FLASH_ATTEMPTS,
    make: () => ours.buy(variantId),
    isRefusal: isShortage,
  });
  const [kept] = await sql`
    select (select reserved from stock_availability where variant_id = ${variantId})::int as counter,
      (select coalesce(sum(quantity), 0) from stock_reservations
        where variant_id = ${variantId} and status = 'active')::int as promised`;
  const sold = sale.calls - sale.refused;
  const isExact = sold === FLASH_STOCK && kept?.["counter"] === FLASH_STOCK && kept["promised"] === FLASH_STOCK;
  const ratio = sale.seconds / peer.seconds;
  return row({
    work: `flash sale, ${FLASH_STOCK} to sell, ${FLASH_ATTEMPTS} attempts, ${ports.length} web`,
    ours: `${sold} sold, counter ${kept?.["counter"]}, rows ${kept?.["promised"]}, ${sale.seconds.toFixed(2)} s`,
    peer: `${peer.calls - peer.refused} sold, ${peer.seconds.toFixed(2)} s`,
    ratio,
    floor: `exactly ${FLASH_STOCK}`,
    holds: isExact,
  });
}
