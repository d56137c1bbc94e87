import { AsyncResource } from "node:async_hooks";
import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { processSingleton } from "@/platform/process-singleton";
import { RELAY_CHANNEL } from "./schema";

/** The relay stays awake for longer than this, so one call is enough for all commits until the next. */
const WAKE_EVERY_MS = 250;

const last = processSingleton("relay-call", () => ({ at: Number.NEGATIVE_INFINITY }));

/**
 * Tells a sleeping relay that there is something to publish. By a transaction of its own, since NOTIFY in that of the
 * change would make all commits wait for each other; a call that is lost costs one poll of the relay.
 */
export function wakeRelay(db: Db): void {
  if (performance.now() - last.at < WAKE_EVERY_MS) return;
  last.at = performance.now();
  notifyRelay(db);
}

/** No part of the call that made the change, whose statements are counted. */
const notifyRelay = AsyncResource.bind((db: Db) => {
  db.execute(sql`select pg_notify(${RELAY_CHANNEL}, '')`).catch(() => {});
});
