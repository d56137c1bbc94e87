// @ts-check
import { drillKilledPrimary } from "./drills/killed-primary.mjs";
import { drillKilledReplica } from "./drills/killed-replica.mjs";
import { drillPausedReplay } from "./drills/paused-replay.mjs";

/**
 * @typedef {{ figures: string, holds: boolean, faults?: readonly string[] }} Finding
 * @typedef {(world: import("./world.mjs").World, size: import("./sizes.mjs").Size) => Promise<Finding>} Drill
 */

/** By name, in order: what is done, what it must show, and the function that does it. A new drill is a line here. */
export const DRILLS = /** @type {Record<string, { what: string, shows: string, run: Drill }>} */ ({
  "paused-replay": { what: "replay paused on replicas", shows: "0 stale", run: drillPausedReplay },
  "killed-replica": { what: "a replica killed, back again", shows: "0 failed requests", run: drillKilledReplica },
  "killed-primary": {
    what: "primary killed, replica promoted",
    shows: "0 acknowledged lost, back within 30 s",
    run: drillKilledPrimary,
  },
});
