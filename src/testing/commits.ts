import { pause } from "@/shared/pause";
import type { TestDatabase } from "./database";

const HELD_WITHIN_MS = 20_000;
const POLL_MS = 10;

/**
 * Holds commits of one database when they are on disk and not yet acknowledged, as synchronous replication does while
 * its replica does not answer. The setting is the cluster's, but only synchronous commits wait for it.
 */
export function holdCommits(world: TestDatabase) {
  const name = new URL(world.url).pathname.slice(1);
  const waitFor = async (replica: string) => {
    await world.owner.unsafe(`alter system set synchronous_standby_names = '${replica}'`);
    await world.owner`select pg_reload_conf()`;
    await until(
      async () => (await world.owner`show synchronous_standby_names`)[0]?.["synchronous_standby_names"] === replica,
    );
  };
  const held = () =>
    world.owner<
      { pid: number }[]
    >`select pid from pg_stat_activity where datname = current_database() and wait_event = 'SyncRep'`;
  const letGoOf = (how: "pg_cancel_backend" | "pg_terminate_backend") =>
    world.owner.unsafe(
      `select ${how}(pid) from pg_stat_activity where datname = current_database() and wait_event = 'SyncRep'`,
    );
  /** A commit goes by what the checkpointer has heard of the setting, which may be later than anybody else. */
  const isHolding = async () => {
    let isOver = false;
    const probe = world.owner
      .begin(async (sql) => {
        await sql`set local synchronous_commit = on`;
        await sql`select pg_logical_emit_message(true, 'probe', '')`;
      })
      .finally(() => (isOver = true));
    await until(async () => isOver || (await held()).length > 0);
    const wasHeld = !isOver;
    if (wasHeld) await letGoOf("pg_cancel_backend");
    await probe;
    return wasHeld;
  };
  return {
    /** Before any connection whose commits are to be held is opened. */
    prepare: () => world.owner.unsafe(`alter database ${name} set synchronous_commit = on`),
    hold: async () => {
      await waitFor("nobody");
      await until(isHolding);
    },
    /** Waits for a commit to be held, and cuts its connection. What it wrote stays written. */
    cutOne: async () => {
      await until(async () => (await held()).length > 0);
      await letGoOf("pg_terminate_backend");
    },
    release: () => waitFor(""),
  };
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + HELD_WITHIN_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error("It did not come true in time.");
    await pause(POLL_MS);
  }
}
