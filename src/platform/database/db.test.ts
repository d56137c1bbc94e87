import { connect, createServer, type Server, type Socket } from "node:net";
import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { users } from "@/modules/users/schema";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { testDatabase } from "@/testing/database";
import { FaultyDatabase } from "../../../e2e/fixtures/faulty-database";
import { countStatements, type Database, openDatabase } from "./db";
import { PLANNED_ANEW } from "./dialect";
import { withDeadline } from "./watch";

const world = testDatabase();
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function open(options: { url?: string; max?: number; deadlineMs?: number; waitMsMax?: number } = {}): Database {
  const database = openDatabase({ url: world.url, max: 2, applicationName: "tests", ...options });
  closers.push(database.end);
  return database;
}

/** A server that is not Postgres: `onConnect` is what it does with each connection. */
async function peer(onConnect: (socket: Socket) => void): Promise<{ url: string; attempts: () => number }> {
  let attempts = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    attempts += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return { url: `postgres://nobody:secret@127.0.0.1:${address.port}/none`, attempts: () => attempts };
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ result: PromiseSettledResult<Result>; tookMs: number }> {
  const start = performance.now();
  const [result] = await Promise.allSettled([work()]);
  return { result, tookMs: performance.now() - start };
}

describe("a peer that is no database", () => {
  const ATTEMPTS_MAX = 12;

  test("and closes at connect is asked a bounded number of times, then the call rejects", async () => {
    const { url, attempts } = await peer((socket) => socket.end());
    const { result, tookMs } = await timed(() => open({ url, deadlineMs: 2_000 }).db.execute(sql`select 1`));
    expect(result).toMatchObject({ status: "rejected", reason: { name: "DatabaseError" } });
    expect(tookMs).toBeLessThan(5_000);
    expect(attempts()).toBeGreaterThan(1);
    expect(attempts()).toBeLessThan(ATTEMPTS_MAX);
  });

  test("and never answers is given up within the deadline, by transactions as well", async () => {
    const { url } = await peer(() => {});
    const { db } = open({ url, deadlineMs: 1_000 });
    const calls = [
      db.execute(sql`select 1`),
      db.transaction((tx) => tx.execute(sql`select 1`)),
      db.execute(sql`select 2`),
    ];
    const { tookMs } = await timed(() => Promise.allSettled(calls));
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: "rejected", reason: { name: "DatabaseError" } });
    }
    expect(tookMs).toBeLessThan(5_000);
  });

  test("and refuses the connection is reported at once", async () => {
    const { result, tookMs } = await timed(() =>
      open({ url: "postgres://a:b@127.0.0.1:9/none" }).db.execute(sql`select 1`),
    );
    expect(result).toMatchObject({ status: "rejected", reason: { kind: "connection", code: "ECONNREFUSED" } });
    expect(tookMs).toBeLessThan(2_000);
  });
});

test("a pool serves on all its connections as soon as the database is back", async () => {
  const door = new FaultyDatabase(new URL(world.url));
  closers.push(() => door.close());
  const { db } = open({ url: await door.open(), max: 4 });
  const four = (seconds: number) => Array.from({ length: 4 }, () => db.execute(sql`select pg_sleep(${seconds})`));
  await Promise.all(four(0.2));

  await door.become("away");
  for (const end = performance.now() + 3_000; performance.now() < end;)
    await Promise.race([Promise.allSettled(four(0)), pause(500)]);
  await door.mend();
  const { result, tookMs } = await timed(() => Promise.all(four(1)));
  expect(result.status).toBe("fulfilled");
  expect(tookMs).toBeLessThan(3_000);
});

describe("every wait has an end", () => {
  test("a slow statement is cancelled and its connection serves on", async () => {
    const { db } = open({ max: 1, deadlineMs: 500 });
    await expect(db.execute(sql`select pg_sleep(30)`)).rejects.toMatchObject({ kind: "deadline" });
    expect(await db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("what is rare and adds up very much is given more time, and only that", async () => {
    const { db } = open({ max: 1, deadlineMs: 500 });
    const work = () =>
      db.transaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 0`);
        await tx.execute(sql`select pg_sleep(1)`);
      });
    await withDeadline(5_000, work);
    await expect(work()).rejects.toMatchObject({ kind: "deadline" });
  });

  test("a statement that waits for a free connection gives up, and the pool is whole afterwards", async () => {
    const { db } = open({ max: 1, deadlineMs: 500 });
    const holding = db.transaction(async () => pause(1_500));
    await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ kind: "busy" });
    await expect(db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toMatchObject({ kind: "busy" });
    await holding;
    expect(await db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("a connection that hangs is dropped, and what waits on it rejects", async () => {
    let isSilent = false;
    const target = new URL(world.url);
    const port = Number(target.port);
    const { url } = await peer((socket) => {
      const upstream = connect(port, target.hostname);
      upstream.on("error", () => {});
      socket.on("data", (bytes) => void (isSilent || upstream.write(bytes)));
      upstream.on("data", (bytes) => void (isSilent || socket.write(bytes)));
      socket.on("close", () => upstream.destroy());
    });
    target.port = new URL(url).port;
    // Connecting is within the deadline too, and takes its time on a busy machine.
    const { db } = open({ url: target.href, max: 1, deadlineMs: 3_000 });
    await db.execute(sql`select 1`);
    isSilent = true;
    const { result, tookMs } = await timed(() => db.execute(sql`select 2`));
    expect(result).toMatchObject({ status: "rejected", reason: { kind: "connection" } });
    expect(tookMs).toBeLessThan(20_000);
    isSilent = false;
    expect(await db.execute(sql`select 3 as three`)).toEqual([{ three: 3 }]);
  });

  test("a pool ends although statements run", async () => {
    const { db, end } = open();
    const slow = db.execute(sql`select pg_sleep(30)`).catch((error: unknown) => error);
    await pause(200);
    const { tookMs } = await timed(end);
    expect(tookMs).toBeLessThan(8_000);
    expect(await slow).toMatchObject({ kind: "connection" });
  });
});

describe("statements", () => {
  test("are counted for each caller, transactions apart", async () => {
    const { db } = world;
    const counted = await countStatements(() =>
      db.transaction(async (tx) => {
        await tx.select().from(users).where(eq(users.name, "a"));
        await tx.transaction((inner) => inner.select().from(users).limit(1));
      }),
    );
    await db.execute(sql`select 1`);
    expect(counted).toMatchObject({ statements: 2, transactions: 1 });
  });

  test("that are asked again are prepared, without being named", async () => {
    const { db } = open({ max: 1 });
    for (let round = 0; round < 3; round += 1) await db.select().from(users).where(eq(users.name, "a"));
    const prepared = await db.execute<{ statement: string }>(
      sql`select statement from pg_prepared_statements where statement like '%"users"%'`,
    );
    expect(prepared).toHaveLength(1);
  });

  test("name their number of rows in the text, and are planned for their values on demand", async () => {
    const { db } = open({ max: 1 });
    for (let round = 0; round < 3; round += 1) {
      await db.select({ id: users.id }).from(users).limit(7);
      await db.execute(sql`${PLANNED_ANEW} select ${users.name} from ${users} where ${users.name} = ${round}`);
    }
    const prepared = await db.execute(
      sql`select statement from pg_prepared_statements where statement like '%"users"%'`,
    );
    expect(prepared).toEqual([{ statement: 'select "id" from "users" limit 7' }]);
  });

  test("are prepared for a few numbers of rows, so that no caller fills the memory of Postgres", async () => {
    const { db } = open({ max: 1 });
    for (let round = 0; round < 2; round += 1)
      for (let rows = 1; rows <= 20; rows += 1) {
        await db.select({ id: users.id }).from(users).limit(rows);
        await db.select({ name: users.name }).from(users).where(eq(users.id, newId())).limit(rows);
      }
    const prepared = await db.execute(
      sql`select statement from pg_prepared_statements where statement like '%"users"%'`,
    );
    expect(prepared).toHaveLength(10);
    expect(prepared).toContainEqual({ statement: 'select "id" from "users" limit 5' });
  });

  test("run in the application's role, with limits set on the connection", async () => {
    const rows = await world.db.execute(sql`
      select current_user as role, current_setting('statement_timeout') as statement,
        current_setting('lock_timeout') as lock,
        current_setting('idle_in_transaction_session_timeout') as idle`);
    expect(rows).toEqual([{ role: "quartermaster_app", statement: "15s", lock: "5s", idle: "15s" }]);
  });

  test("sent side by side in a transaction all take part in it", async () => {
    await world.db.transaction(async (tx) => {
      const rows = await Promise.all(
        Array.from({ length: 20 }, (_, n) => tx.execute<{ n: number }>(sql`select ${n}::int as n`)),
      );
      expect(rows.map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    });
  });
});

describe("a pool whose connections are all in use", () => {
  test("lets a statement wait for a while and then refuses it, having sent nothing", async () => {
    const { db } = open({ max: 1, waitMsMax: 200 });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holder = db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await held;
    });
    const asked = [async () => void (await db.execute(sql`select 1`)), () => db.transaction(async () => {})];
    for (const ask of asked) {
      const { result, tookMs } = await timed(ask);
      expect(result).toMatchObject({ status: "rejected", reason: { name: "DatabaseError", kind: "busy" } });
      expect(tookMs).toBeGreaterThanOrEqual(150);
      expect(tookMs).toBeLessThan(2_000);
    }
    const patient = db.execute(sql`select 2 as two`);
    letGo();
    await holder;
    expect([...(await patient)]).toEqual([{ two: 2 }]);
  });
});
