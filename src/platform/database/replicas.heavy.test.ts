import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from "vitest";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import type { Context, ReadContext, TxContext } from "@/platform/context";
import { makeLogger } from "@/platform/logger";
import { pause } from "@/shared/pause";
import { type Replica, startReplica } from "@/testing/replica";
import { type Database, openDatabase, type Queryable, type Readable } from "./db";
import { toLogPosition, WRITTEN } from "./log-position";
import { Replicas } from "./replicas";

const OWNER = "quartermaster";
const PAIRS = 500;
const LAG_MS_MAX = 1_500;

let stop: () => Promise<void>;
let primary: Database;
let one: Replica;
let other: Replica;
let replicas: Replicas;

beforeAll(async () => {
  const server = await startThrowawayPostgres();
  const owner = postgres(server.url, { max: 1 });
  // Without it the log waits for its writer, and a replica is as late.
  await owner`alter role quartermaster set synchronous_commit = on`;
  await owner.end();
  primary = openDatabase({ url: server.url, max: 5, applicationName: "tests" });
  await primary.sql`create table shelf (id integer primary key, units integer not null)`;
  one = await startReplica(server);
  other = await startReplica(server);
  await other.owner`alter system set max_standby_streaming_delay = 0`;
  await other.owner`select pg_reload_conf()`;
  stop = async () => {
    await primary.end();
    await Promise.all([one.stop(), other.stop()]);
    await server.stop();
  };
}, 60_000);
afterAll(() => stop());

beforeEach(() => primary.sql`truncate shelf`.then(() => primary.sql`insert into shelf values (1, 0)`));

async function watching<Result>(of: readonly Pick<Replica, "url">[], work: () => Promise<Result>): Promise<Result> {
  const urls = of.map(({ url }) => url);
  const options = { primary, max: 4, role: OWNER, log: makeLogger("silent"), lagMsMax: LAG_MS_MAX };
  replicas = new Replicas({ ...options, urls });
  replicas.start();
  try {
    await until(() => statesOf().every((state) => state === "serving"));
    return await work();
  } finally {
    await replicas.close();
  }
}

const statesOf = () => replicas.report().map(({ state }) => state);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}

async function write(units: number) {
  await primary.sql`update shelf set units = ${units} where id = 1`;
  const [row] = await primary.sql.unsafe(`select ${WRITTEN}`);
  return toLogPosition(row);
}

async function unitsOn(db: Readable): Promise<number> {
  const [row] = await db.execute<{ units: number }>(sql`select units from shelf where id = 1`);
  return row?.units ?? -1;
}

test("nobody reads what is older than their own write, though one replica shows nothing new", async () => {
  await watching([one, other], async () => {
    await one.pause();
    let stale = 0;
    for (let units = 1; units <= PAIRS; units += 1) {
      const after = await write(units);
      if ((await replicas.read(after, unitsOn)) !== units) stale += 1;
    }
    await one.resume();
    expect(stale).toBe(0);
    expect(replicas.served.replica).toBeGreaterThan(PAIRS / 2);
    console.info(`${PAIRS} pairs, ${stale} stale, ${replicas.served.replica} read on replicas`);
  });
});

test("without a position a replica may show what is older, so the pairs above prove something", async () => {
  await watching([one], async () => {
    await one.pause();
    await write(7);
    expect(await replicas.read(null, unitsOn)).toBe(0);
    expect(await replicas.read(await write(8), unitsOn)).toBe(8);
    expect(replicas.served).toEqual({ replica: 1, primary: 1 });
    await one.resume();
  });
});

test("a replica takes no change, by whichever role it is asked", async () => {
  await watching([one], async () => {
    const change = (db: Readable) => db.execute(sql`update shelf set units = 9 where id = 1`);
    // Postgres says 25006: it can't be done in a transaction that only reads, and one that follows can begin no other.
    await expect(replicas.read(null, change)).rejects.toMatchObject({ code: "25006" });
    const writable = (db: Readable) => db.execute(sql`set transaction read write`);
    await expect(replicas.read(null, writable)).rejects.toMatchObject({ code: "0A000" });
    expect(await unitsOn(primary.db)).toBe(0);
  });
});

test("no read goes to a replica before the primary has said how far it is", async () => {
  const away = openDatabase({ url: "postgres://127.0.0.1:1/shop", max: 1, applicationName: "tests", deadlineMs: 500 });
  const log = makeLogger("silent");
  replicas = new Replicas({ primary: away, urls: [one.url], max: 1, role: OWNER, log });
  replicas.start();
  try {
    await until(() => statesOf()[0] === "serving");
    await expect(replicas.read(null, unitsOn)).rejects.toMatchObject({ kind: "connection" });
    expect(replicas.served).toEqual({ replica: 0, primary: 1 });
  } finally {
    await Promise.all([replicas.close(), away.end()]);
  }
});

test("each host of one address is a replica by itself, so that a read meets the one that was asked", async () => {
  const both = one.url.replace(/@[^/]*/, `@127.0.0.1:${one.port},127.0.0.1:${other.port}`);
  await watching([{ url: both }], async () => {
    expect(replicas.report().map(({ name }) => name)).toEqual([`127.0.0.1:${one.port}`, `127.0.0.1:${other.port}`]);
    await one.pause();
    await until(() => statesOf()[0] === "serving" && statesOf()[1] === "serving");
    expect(await replicas.read(await write(5), unitsOn)).toBe(5);
    await one.resume();
  });
});

test("a read waits for the replica no longer than fifty milliseconds", async () => {
  await watching([one], async () => {
    await one.pause();
    const after = await write(1);
    const waits: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const began = performance.now();
      await replicas.read(after, unitsOn);
      waits.push(performance.now() - began);
    }
    expect(Math.min(...waits)).toBeLessThan(150);
    await one.resume();
  });
});

test(
  "a replica that lags beyond the limit leaves the rotation, and is back when it has caught up",
  { timeout: 20_000 },
  async () => {
    await watching([one], async () => {
      await one.pause();
      await write(3);
      await until(() => statesOf()[0] === "behind");
      expect(await replicas.read(null, unitsOn)).toBe(3);
      await one.resume();
      await until(() => statesOf()[0] === "serving");
    });
  },
);

test("a replica that is killed under load fails nobody, and returns by itself", { timeout: 60_000 }, async () => {
  await watching([one, other], async () => {
    let isOver = false;
    let reads = 0;
    const reading = Array.from({ length: 8 }, async () => {
      for (; !isOver; reads += 1) expect(await replicas.read(null, unitsOn)).toBe(0);
    });
    one.kill();
    await until(() => statesOf()[0] === "failed");
    const servedByOther = replicas.served.replica;
    await until(() => replicas.served.replica > servedByOther + 50);
    await one.restart();
    await until(() => statesOf()[0] === "serving");
    isOver = true;
    await Promise.all(reading);
    expect(reads).toBeGreaterThan(100);
  });
});

test("reads on a replica that hangs are answered by the primary", { timeout: 20_000 }, async () => {
  await watching([one], async () => {
    const readThrice = () => Promise.all(Array.from({ length: 3 }, () => replicas.read(null, unitsOn)));
    // On connections that are open by then, which nothing but the watch finds out about so soon.
    await readThrice();
    await one.hang();
    try {
      expect(await readThrice()).toEqual([0, 0, 0]);
      expect(statesOf()).toEqual(["failed"]);
    } finally {
      one.wake();
    }
    await until(() => statesOf()[0] === "serving");
  });
});

test(
  "a read that a replica cancels for what the primary removed is tried on the primary",
  { timeout: 20_000 },
  async () => {
    await watching([other], async () => {
      const asked: string[] = [];
      const slowly = async (db: Readable) => {
        const [row] = await db.execute<{ units: string }>(sql`
        select (select units from shelf where id = 1) as units, pg_is_in_recovery()::text as replica,
          pg_sleep(case when pg_is_in_recovery() then 5 else 0 end)`);
        return row;
      };
      const reading = replicas.read(null, (db) => {
        asked.push(db === db.primary ? "primary" : "replica");
        return slowly(db);
      });
      await pause(300);
      await primary.sql`update shelf set units = 9 where id = 1`;
      await primary.sql`vacuum (freeze) shelf`;
      expect(await reading).toMatchObject({ units: 9, replica: "false" });
      expect(asked).toEqual(["replica", "primary"]);
      expect(statesOf()).toEqual(["serving"]);
    });
  },
);

test("a replica that is promoted beside its primary is read no more", { timeout: 20_000 }, async () => {
  await watching([one], async () => {
    await one.promote();
    await until(() => statesOf()[0] === "promoted");
    await one.owner`update shelf set units = 99`;
    const after = await write(4);
    expect(await replicas.read(null, unitsOn)).toBe(4);
    expect(await replicas.read(after, unitsOn)).toBe(4);
  });
});

test("no operation takes the handle of a replica", () => {
  expectTypeOf<Readable>().not.toExtend<Queryable>();
  expectTypeOf<ReadContext>().not.toExtend<Context>();
  expectTypeOf<ReadContext>().not.toExtend<TxContext>();
  expectTypeOf<Context>().toExtend<ReadContext>();
  expectTypeOf<TxContext>().toExtend<ReadContext>();
});
