// @ts-check
import { inTurn } from "./compare.mjs";
import { compared, ms, rate } from "./judge.mjs";
import { startWeb } from "./rig.mjs";

const CLIENTS = 8;

/**
 * What reading one's own writes costs a change: a web that watches replicas asks each COMMIT for its position, and
 * signs it for the answer. The one that it is given is the primary, to which it sends no reads, so that nothing else
 * differs.
 * @param {import("./compare.mjs").Bench} bench @returns {Promise<import("./judge.mjs").Row[]>}
 */
export async function measurePosition(bench) {
  const { web, ours, rig } = bench;
  const watching = await startWeb({ ...rig.env, DATABASE_REPLICA_URLS: rig.env["DATABASE_URL"] });
  try {
    let number = 0;
    const on = (/** @type {import("./rig.mjs").Server} */ server) => ({
      work: "place",
      servers: [server],
      make: () => ours.place(number++),
    });
    const { rate: orders, p50, node, postgres } = await inTurn(bench, CLIENTS, on(watching), on(web));
    return [
      compared("position: orders at 8 clients, told against not", orders, rate),
      compared("position: p50 at 8 clients, told against not", p50, ms),
      compared("position: Node's processor time, told against not", node, ms),
      compared("position: Postgres' processor time, told against not", postgres, ms),
    ];
  } finally {
    await watching.stop();
  }
}
