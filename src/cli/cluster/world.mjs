// @ts-check
import { randomUUID } from "node:crypto";
import { inRoot } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { Caller } from "./caller.mjs";

const PEOPLE = 12;
const PRODUCTS = 12;
const STOCK = 1_000_000;

/** @typedef {import("./start-cluster.mjs").Cluster} Cluster */
/** @typedef {Awaited<ReturnType<typeof makeWorld>>} World */

/**
 * What the drills work with: people who are signed in, goods that do not run out, and the cluster itself.
 * @param {import("./start-cluster.mjs").Cluster} cluster
 */
export async function makeWorld(cluster) {
  const cookies = await signInAll(cluster);
  const callers = cookies.map((cookie) => new Caller(cluster.port, cookie));
  const callerAt = (/** @type {number} */ place) => /** @type {Caller} */ (callers[place % callers.length]);
  const goods = await makeGoods(callerAt(0));
  return {
    cluster,
    cookies,
    callerAt,
    goods,
    /** Ends what a drill has begun, where it broke down before it did. @type {(() => Promise<void>)[]} */
    undo: [],
    /** A customer of one drill's own, by whom its orders are found. */
    customer: async (/** @type {string} */ name) => {
      const { customerId } = await callerAt(0).mustChange("customers.create", { name: `${name} ${randomUUID()}` });
      return String(customerId);
    },
    verifyLedger: () => verifyLedger(cluster),
    close: () => callers.forEach((caller) => caller.close()),
  };
}

/** People with a session, written by the owner of the database. @param {Cluster} cluster */
async function signInAll({ postgres, secret }) {
  const { encode } = await import("next-auth/jwt");
  const people = Array.from({ length: PEOPLE }, () => ({ userId: randomUUID(), sessionId: randomUUID() }));
  const sql = postgres.primary;
  for (const { userId, sessionId } of people) {
    await sql`
      insert into users (id, email, name, role, all_warehouses, status, password_hash, created_at)
      values (${userId}, ${`${userId}@drill.test`}, 'Drill', 'admin', true, 'active', 'unusable', now())`;
    await sql`
      insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
      values (${sessionId}, ${userId}, now(), now(), now() + interval '1 day')`;
  }
  return Promise.all(people.map(async (token) => `qm-session=${await encode({ token, secret })}`));
}

/** @param {Caller} caller */
async function makeGoods(caller) {
  const { rows } = await caller.mustAsk("inventory.listLocations");
  const warehouse = rows.find((/** @type {{ kind: string }} */ { kind }) => kind === "warehouse");
  const place = { parentId: warehouse.id, kind: "bin", code: `DRILL-${randomUUID().slice(0, 8)}` };
  const { locationId } = await caller.mustChange("inventory.createLocation", place);
  const variantIds = /** @type {string[]} */ ([]);
  for (let number = 0; number < PRODUCTS; number += 1) {
    const variants = [{ sku: `DRILL-${randomUUID()}`, price: 1_990 }];
    const made = await caller.mustChange("catalog.createProduct", { title: `Drill goods ${number}`, variants });
    variantIds.push(made.variantIds[0]);
  }
  const lines = variantIds.map((variantId) => ({ variantId, locationId, quantity: STOCK }));
  await caller.mustChange("inventory.receiveStock", { lines });
  return { warehouseId: String(warehouse.id), binId: String(locationId), variantIds };
}

/** Whether the books balance, as `npm run verify-ledger` says. @param {Cluster} cluster */
async function verifyLedger({ environment }) {
  const { code, output } = await runProgram(process.execPath, [inRoot("dist", "cli", "verify-ledger.js")], {
    env: environment,
  });
  return code === 0 ? "" : output.trim();
}
