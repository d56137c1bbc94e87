// @ts-check
import { drillBackup } from "./drills/backup-and-restore.mjs";
import { drillClocksApart } from "./drills/clocks-apart.mjs";
import { drillKilledPrimary } from "./drills/killed-primary.mjs";
import { drillKilledRedis } from "./drills/killed-redis.mjs";
import { drillKilledRelay } from "./drills/killed-relay.mjs";
import { drillKilledReplica } from "./drills/killed-replica.mjs";
import { drillPausedReplay } from "./drills/paused-replay.mjs";
import { drillRandomKills } from "./drills/random-kills.mjs";
import { drillRestartInTurn } from "./drills/restart-in-turn.mjs";
import { drillStuckNotifications } from "./drills/stuck-notifications.mjs";

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
  "killed-redis": {
    what: "Redis master killed",
    shows: "0 jobs lost, 0 doubled, screens never late",
    run: drillKilledRedis,
  },
  "killed-relay": { what: "relay leader killed", shows: "stand-by within 10 s, 0 facts lost", run: drillKilledRelay },
  "restart-in-turn": {
    what: "each process restarted in turn",
    shows: "0 failed requests, 0 gaps",
    run: drillRestartInTurn,
  },
  "random-kills": {
    what: "kill -9 at random moments",
    shows: "nothing missing, halved or doubled",
    run: drillRandomKills,
  },
  "clocks-apart": { what: "clocks 5 minutes wrong", shows: "all by the database's clock", run: drillClocksApart },
  backup: { what: "backup, restored elsewhere", shows: "the books balance", run: drillBackup },
  "stuck-notifications": {
    what: "notifications worker stuck",
    shows: "no order delayed",
    run: drillStuckNotifications,
  },
});
