// @ts-check

/** @typedef {import("./environments.mjs").Sizes} Sizes */
/** @typedef {typeof import("./measured.json")} Measured */

/** What goes with an order: how staff work with it, and how many hold a live screen open for each order a second. */
export const MIX = { pages: 20, changes: 2, jobs: 1, screens: 50 };
/** Beyond it whatever comes at once waits. */
export const USED_MAX = 0.6;
/** Of what is read, replicas take what nobody has just changed. */
const READS_ON_REPLICAS = 0.8;

/** @typedef {{ part: string, ordersPerSecond: number, grows: "evenly" | "by the square" }} Limit */

/**
 * What each part carries by itself, in orders a second with all that goes with one. It breaks at the least, which is
 * the first.
 * @param {Sizes} sizes
 * @param {Measured} measured
 * @returns {Limit[]}
 */
export function limitsOf(sizes, measured) {
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
  return limits.toSorted((one, other) => one.ordersPerSecond - other.ordersPerSecond);
}

/**
 * What so many orders a second need: processors of webs, of the primary and of replicas, and memory of webs.
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
    connections: sizes.connections + (webs - sizes.websMax) * sizes.webConnections,
  };
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
  limit <= 0 ? 0 : (Math.sqrt(evenly ** 2 + 4 * squared * limit) - evenly) / (2 * squared);
