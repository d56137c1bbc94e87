import { sql } from "drizzle-orm";
import type { Pool } from "pg";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { openPrimaryPool } from "@/platform/jobs/primary-pool";
import { makeLogger } from "@/platform/logger";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { type Replica, startReplica } from "@/testing/replica";
import { type Database, openDatabase, type Readable } from "./db";
import { isUnavailable } from "./error";
import { type LogPosition, REPLAYED, toLogPosition } from "./log-position";
import { Replicas } from "./replicas";

const WRITERS = 8;
const BACK_WITHIN_MS = 30_000;
const OWNER = "quartermaster";
const log = makeLogger("silent");

let server: Awaited<ReturnType<typeof startThrowawayPostgres>>;
let next: Replica;
let follower: Replica;
let url: string;
let database: Database;
let replicas: Replicas;
let jobs: Pool;

beforeAll(async () => {
  server = await startThrowawayPostgres();
  const owner = postgres(server.url, { max: 1 });
  await owner`create table parcels (id uuid primary key)`;
  await owner`alter role quartermaster set synchronous_commit = on`;
  next = await startReplica(server);
  follower = await startReplica(server, [server.port, next.port]);
  // Nothing is acknowledged that the two have not got.
  await owner`alter system set synchronous_standby_names = 'ANY 2 (*)'`;
  await owner`select pg_reload_conf()`;
  await owner.end();
  // A replica comes before the one that will be promoted, so that the role has to be looked at.
  const ports = [server.port, follower.port, next.port];
  url = server.url.replace(/@[^/]*/, `@${ports.map((port) => `127.0.0.1:${port}`)}`);
  database = openDatabase({ url, max: WRITERS, applicationName: "tests" });
  jobs = openPrimaryPool(url, { max: 1, connectionTimeoutMillis: 2_000 });
  jobs.on("error", () => {});
  replicas = new Replicas({ primary: database, urls: [follower.url], max: 4, role: OWNER, log });
  replicas.start();
  await until(() => isServing() && replicas.isWatching);
}, 60_000);

afterAll(async () => {
  await replicas.close();
  await Promise.all([database.end(), jobs.end()]);
  await Promise.all([follower.stop(), next.stop(), server.stop()]);
});

const isServing = () => replicas.report()[0]?.state === "serving";

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}

/** As the product writes: once for an id, and again under the same while nobody knows whether it was done. */
async function write(id: string): Promise<LogPosition> {
  for (;;) {
    try {
      let position: LogPosition | undefined;
      await database.db.transaction(
        (tx) => tx.execute(sql`insert into parcels values (${id}) on conflict do nothing`),
        { onCommit: (committed) => (position = committed) },
      );
      if (position !== undefined) return position;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await pause(100);
    }
  }
}

/**
 * In the midst of writing: every writer waits for its commit to be confirmed. The replica to promote has all that the
 * other one has, by which whoever manages failovers chooses it: no replica can follow one that has less than itself.
 */
async function killPrimary(): Promise<void> {
  const owner = postgres(server.url, { max: 1 });
  await follower.hang();
  await until(async () => {
    const [now] = await owner<{ waiting: number; written: string }[]>`
      select count(*)::int as waiting, pg_current_wal_flush_lsn() as written
        from pg_stat_activity where wait_event = 'SyncRep'`;
    const [there] = await next.owner<{ received: string }[]>`select pg_last_wal_receive_lsn() as received`;
    return now?.waiting === WRITERS && now.written === there?.received;
  });
  process.kill(server.pid, "SIGKILL");
  follower.wake();
  await pause(1_000);
  await owner.end({ timeout: 1 });
}

/** The timeline that a replica has proved to follow: the upper part of its position. */
async function timelineOf({ owner }: Replica): Promise<bigint> {
  const [row] = await owner.unsafe(`select ${REPLAYED}`);
  return toLogPosition(row) >> 64n;
}

/** As whoever adds a job asks again until it is answered. */
async function portServing(pool: Pool): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await pool.query<{ port: number }>("select inet_server_port() as port");
      return rows[0]?.port ?? 0;
    } catch (error) {
      if (attempt === 10) throw error;
      await pause(100);
    }
  }
}

const isThere = (id: string) => async (db: Readable) => {
  const [row] = await db.execute<{ there: boolean }>(
    sql`select exists (select from parcels where id = ${id}) as there`,
  );
  return row?.there;
};

test("a commit that no replica confirms is not acknowledged, though it is given up", { timeout: 20_000 }, async () => {
  const hasty = openDatabase({ url, max: 1, applicationName: "tests", deadlineMs: 1_000 });
  await next.hang();
  try {
    await expect(
      hasty.db.transaction((tx) => tx.execute(sql`insert into parcels values (${newId()})`)),
    ).rejects.toMatchObject({ kind: "connection" });
  } finally {
    next.wake();
    await hasty.end();
  }
});

test("a lost primary costs nothing that was acknowledged, and the next is found", { timeout: 90_000 }, async () => {
  expect(await portServing(jobs)).toBe(server.port);
  const acknowledged: string[] = [];
  const stopping = new AbortController();
  let lastAt = performance.now();
  let gapMs = 0;
  let stale = 0;
  const writing = Array.from({ length: WRITERS }, async () => {
    while (!stopping.signal.aborted) {
      const id = newId();
      const position = await write(id);
      acknowledged.push(id);
      gapMs = Math.max(gapMs, performance.now() - lastAt);
      lastAt = performance.now();
      const found = await replicas.read(position, isThere(id)).catch((error: unknown) => isUnavailable(error));
      if (!found) stale += 1;
    }
  });
  await pause(1_000);
  await killPrimary();
  await next.promote();
  const before = acknowledged.length;
  await until(() => acknowledged.length > before + 200);
  stopping.abort();
  await Promise.all(writing);

  const kept = await next.owner<{ id: string }[]>`select id from parcels`;
  const ids = new Set(kept.map(({ id }) => id));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect(stale).toBe(0);
  expect(await portServing(jobs)).toBe(next.port);
  expect(gapMs).toBeLessThan(BACK_WITHIN_MS);
  console.info(`${acknowledged.length} acknowledged, 0 lost, ${stale} stale, no write for ${Math.round(gapMs)} ms`);
});

test("the other replica serves again once it proves to follow the new primary", { timeout: 60_000 }, async () => {
  // A page that it wrote out may have proved it already.
  await until(async () => !isServing() || (await timelineOf(follower)) > 1n);
  await next.owner`checkpoint`;
  await until(async () => {
    // Does something once the other's checkpoint has arrived.
    await follower.owner`checkpoint`;
    return isServing();
  });
  const before = replicas.served.replica;
  const id = newId();
  expect(await replicas.read(await write(id), isThere(id))).toBe(true);
  expect(replicas.served.replica).toBeGreaterThan(before - 1);
});
