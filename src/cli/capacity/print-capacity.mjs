// @ts-check
import { readFileSync } from "node:fs";
import { print } from "../launch/terminal.mjs";
import { CONNECTIONS, limitsOf, MIX, needsOf, USED_MAX } from "./compute.mjs";
import { readSizes } from "./environments.mjs";

const ENVIRONMENTS = /** @type {const} */ (["staging", "production"]);
const TIMES = [1, 10, 100];
/** The largest machine that RDS has for Postgres: beyond it one primary is not enough, whatever it costs. */
const PRIMARY_PROCESSORS_MAX = 192;

const round = (/** @type {number} */ number) =>
  (number < 10 ? Number(number.toPrecision(2)) : Math.round(number)).toLocaleString("en");

/** What each environment carries, from where its numbers are set and what was measured. */
export function printCapacity() {
  /** @type {import("./compute.mjs").Measured} */
  const measured = JSON.parse(readFileSync(new URL("measured.json", import.meta.url), "utf8"));
  print(`Measured: ${measured.measured}.`);
  print(
    `With an order go ${MIX.pages} pages, ${MIX.changes} other changes and ${MIX.jobs} job; for each order a second ` +
      `${MIX.screens} screens are open. Nothing is used beyond ${USED_MAX * 100} %.`,
  );
  for (const name of ENVIRONMENTS) printEnvironment(name, readSizes(name), measured);
  print("\nThis is arithmetic with figures of a small machine, and no test of load: it says what to look at first.");
}

/**
 * @param {string} name
 * @param {import("./environments.mjs").Sizes} sizes
 * @param {import("./compute.mjs").Measured} measured
 */
function printEnvironment(name, sizes, measured) {
  const limits = limitsOf(sizes, measured);
  const carries = limits[0]?.ordersPerSecond ?? 0;
  print(`\n${name}: ${round(carries)} orders a second, ${round(carries * MIX.screens)} open screens`);
  for (const { part, ordersPerSecond } of limits)
    print(`  ${part.padEnd(30)} ${round(ordersPerSecond).padStart(8)} orders/s`);
  print(`  Breaks first: ${limits[0]?.part}.`);
  for (const times of TIMES)
    print(`  ${String(times).padStart(3)} times that: ${sentenceFor(carries * times, sizes, measured)}`);
}

/**
 * @param {number} ordersPerSecond
 * @param {import("./environments.mjs").Sizes} sizes
 * @param {import("./compute.mjs").Measured} measured
 */
function sentenceFor(ordersPerSecond, sizes, measured) {
  const needs = needsOf(ordersPerSecond, sizes, measured);
  const primary =
    needs.primaryProcessors > PRIMARY_PROCESSORS_MAX
      ? `no single primary (${round(needs.primaryProcessors)} processors, and ${PRIMARY_PROCESSORS_MAX} are the most)`
      : `${round(needs.primaryProcessors)} processors of the primary`;
  const share = Math.round((100 * needs.forStreams) / needs.webProcessors);
  return [
    `${round(ordersPerSecond)} orders/s need ${round(needs.webs)} webs on ${round(needs.webProcessors)} processors`,
    `${share} % of that is to tell ${round(needs.streams)} screens`,
    `${primary}, ${round(needs.replicaProcessors)} of replicas`,
    `${round(needs.connections)} connections of ${round(sizes.connectionsMax)}`,
    breaksFirst(needs, share, limitsOf(sizes, measured)),
  ].join("; ");
}

/**
 * What more of the same does not help against. Machines can be added and be larger; the database gives no more
 * connections to many small processes than it gives.
 * @param {ReturnType<typeof needsOf>} needs
 * @param {number} share
 * @param {import("./compute.mjs").Limit[]} limits
 */
export function breaksFirst(needs, share, limits) {
  const connections = limits.find(({ part }) => part === CONNECTIONS)?.ordersPerSecond ?? 0;
  if (needs.tooManyConnections)
    return (
      `first of all the primary has no connection left from ${round(connections)} orders/s on, however many ` +
      `processors there are: ${wayOutOfConnections(needs.listeners)}`
    );
  if (needs.primaryProcessors > PRIMARY_PROCESSORS_MAX) return "first of all one primary takes no more writes.";
  if (share > 50) return "first of all every screen hears of every order, which grows by the square.";
  return "first of all processors of webs, which are more of the same.";
}

/** What decision 0013 found a pooler to break has to be mended before one is put between. @param {number} listeners */
const wayOutOfConnections = (listeners) =>
  "lower the pools, raise max_connections with a larger machine, and beyond that put PgBouncer or RDS Proxy in " +
  "transaction mode before the pools, which needs role and limits set on the role instead of at connect; the " +
  `${round(listeners)} connections that LISTEN must go past it (.github/decisions/0013-reads-on-replicas.md).`;
