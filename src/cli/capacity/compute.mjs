// @ts-check

/** @typedef {import("./environments.mjs").Sizes} Sizes */
/** @typedef {typeof import("./measured.json")} Measured */

/** What goes with an order: how staff work with it, and how many hold a live screen open for each order a second. */
export const MIX = { pages: 20, changes: 2, jobs: 1, screens: 50 };
/** Beyond it whatever comes at once waits. */
export const USED_MAX = 0.6;
/** Of what is read, replicas take what nobody has just changed. */
const READS_ON_REPLICAS = 0.8;
/** The rest is for migrations, backups and people; Terraform refuses numbers beyond it (modules/environment). */
const CONNECTIONS_USED_MAX = 0.9;
export const CONNECTIONS = "connections of the primary";

/** @typedef {{ part: string, ordersPerSecond: number, grows: "evenly" | "by the square" }} Limit */

/**
 * What each part carries by itself, in orders a second with all that goes with one. It breaks at the least, which is
 * the first. Connections are those of as many processes as the orders ask for, not of as many as there may be today.
 * @param {Sizes} sizes
 * @param {Measured} measured
 * @returns {Limit[]}
 */
export function limitsOf(sizes, measured) {
  const machines = machineLimits(sizes, measured);
  const each = connectionWork(sizes, measured);
  const free = connectionsUsable(sizes) - sizes.relayConnections;
  /** @type {Limit} */
  const limit = { part: CONNECTIONS, ordersPerSecond: rootOf(each.squared, each.evenly, free), grows: "by the square" };
  return inOrder([...machines, limit]);
}

/** @param {Limit[]} limits */
const inOrder = (limits) => limits.toSorted((one, other) => one.ordersPerSecond - other.ordersPerSecond);

/** @param {Sizes} sizes @param {Measured} measured @returns {Limit[]} */
function machineLimits(sizes, measured) {
  const pods = sizes.websMax * sizes.webProcessors;
  const webs = Math.min(pods, sizes.nodeProcessors - sizes.otherProcessors) * 1_000 * USED_MAX;
  const { evenly, squared } = webWork(measured);
  const database = databaseWork(measured, sizes.replicas);
  const machineMs = sizes.primaryProcessors * 1_000 * USED_MAX;
  const streams = (sizes.websMax * Math.max(0, sizes.webMb * USED_MAX - measured.webMb) * 1_024) / measured.streamKb;
  /** @type {Limit[]} */
  const limits = [
    { part: "processors of webs", ordersPerSecond: rootOf(squared, evenly, webs), grows: "by the square" },
    { part: "processors of the primary", ordersPerSecond: machineMs / database.primary, grows: "evenly" },
    { part: "memory of webs, for streams", ordersPerSecond: streams / MIX.screens, grows: "evenly" },
    { part: "jobs on Redis", ordersPerSecond: (measured.jobsPerSecond * USED_MAX) / MIX.jobs, grows: "evenly" },
  ];
  if (sizes.replicas > 0)
    limits.push({
      part: "processors of replicas",
      ordersPerSecond: (sizes.replicas * machineMs) / database.replicas,
      grows: "evenly",
    });
  return inOrder(limits);
}

/** @param {Sizes} sizes */
const connectionsUsable = (sizes) => sizes.connectionsMax * CONNECTIONS_USED_MAX;

/** Webs grow as their work does; workers, at their most where the machines of today end, as orders do. */
function connectionWork(/** @type {Sizes} */ sizes, /** @type {Measured} */ measured) {
  const { evenly, squared } = webWork(measured);
  const carried = machineLimits(sizes, measured)[0]?.ordersPerSecond ?? 0;
  const eachMs = sizes.webConnections / (1_000 * USED_MAX * sizes.webProcessors);
  return { evenly: evenly * eachMs + sizes.workerConnections / carried, squared: squared * eachMs };
}

/**
 * What so many orders a second need: processors of webs, of the primary and of replicas, and connections of all the
 * processes that are then there, of which `listeners` must have one that no pooler of transactions stands before.
 * @param {number} ordersPerSecond
 * @param {Sizes} sizes
 * @param {Measured} measured
 */
export function needsOf(ordersPerSecond, sizes, measured) {
  const { evenly, squared } = webWork(measured);
  const database = databaseWork(measured, sizes.replicas);
  const ofAll = (/** @type {number} */ ms) => ms / 1_000 / USED_MAX;
  const webProcessors = ofAll(evenly * ordersPerSecond + squared * ordersPerSecond ** 2);
  const webs = Math.ceil(webProcessors / sizes.webProcessors);
  return {
    webProcessors,
    forStreams: ofAll(squared * ordersPerSecond ** 2),
    webs,
    primaryProcessors: ofAll(database.primary * ordersPerSecond),
    replicaProcessors: ofAll(database.replicas * ordersPerSecond),
    streams: ordersPerSecond * MIX.screens,
    ...connectionsFor(ordersPerSecond, webs, sizes, measured),
  };
}

/** @param {number} ordersPerSecond @param {number} webs @param {Sizes} sizes @param {Measured} measured */
function connectionsFor(ordersPerSecond, webs, sizes, measured) {
  const carried = machineLimits(sizes, measured)[0]?.ordersPerSecond ?? ordersPerSecond;
  const workers = Math.ceil(sizes.workerConnections * Math.max(1, ordersPerSecond / carried));
  const connections = webs * sizes.webConnections + workers + sizes.relayConnections;
  return { connections, listeners: webs + sizes.relays, tooManyConnections: connections > connectionsUsable(sizes) };
}

/** Every screen hears of every order, so that part grows with both. @param {Measured} measured */
const webWork = (measured) => ({
  evenly: measured.orderWebMs + MIX.pages * measured.pageWebMs + MIX.changes * measured.changeWebMs,
  squared: MIX.screens * measured.streamAndOrderWebMs,
});

/** Replicas write what the primary writes. @param {Measured} measured @param {number} replicas */
function databaseWork(measured, replicas) {
  const writes = measured.orderDatabaseMs + MIX.changes * measured.changeDatabaseMs;
  const reads = MIX.pages * measured.pageDatabaseMs;
  const away = replicas > 0 ? READS_ON_REPLICAS : 0;
  return { primary: writes + reads * (1 - away), replicas: reads * away + writes * replicas };
}

/** Where squared x² + evenly x is the limit. @param {number} squared @param {number} evenly @param {number} limit */
const rootOf = (squared, evenly, limit) =>
  limit <= 0 ? 0 : (2 * limit) / (evenly + Math.sqrt(evenly ** 2 + 4 * squared * limit));
