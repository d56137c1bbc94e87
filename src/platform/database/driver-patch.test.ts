import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Options, type PostgresType, type Sql } from "postgres";
import { afterEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/testing/database";

/*
 * The faults of the driver that `patches/` mends, each on the bare driver, so that no deadline of ours hides it.
 * `patches/README.md` names the test for each hunk.
 */

const ANSWER_MS_MAX = 5_000;
const world = testDatabase();
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function open(url = world.url, options: Options<Record<string, PostgresType>> = {}): Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {}, ...options });
  closers.push(() => sql.end({ timeout: 1 }));
  return sql;
}

/** The outcome of a promise, or "pending" where the driver would leave its caller waiting. */
const settled = (work: PromiseLike<unknown>) =>
  Promise.race([
    Promise.resolve(work).then(
      (value) => value ?? "done",
      (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
    ),
    sleep(ANSWER_MS_MAX, "pending"),
  ]);

test("a statement behind COMMIT sees what was committed, however much else is sent ahead", async () => {
  const sql = open();
  await sql`create temporary table shelf (units integer)`;
  for (const units of [1, 2, 3]) {
    let answer: unknown;
    await sql.begin(async (tx) => {
      tx.behindCommit("select units, pg_current_xact_id_if_assigned() as still_open from shelf", ([row]) => {
        answer = row;
      });
      await tx`delete from shelf`;
      // Not waited for, and still to be described when the transaction ends.
      void tx.unsafe(`insert into shelf values ($1::integer) returning ${units}`, [units]).execute();
    });
    expect(answer).toEqual({ units, still_open: null });
  }
  await expect(
    sql.begin(async (tx) => {
      tx.behindCommit("select 1", () => {});
      await tx`select 1 / 0`;
    }),
  ).rejects.toMatchObject({ code: "22012" });
  expect(await sql`select count(*)::int as rows from shelf`).toEqual([{ rows: 1 }]);
});

test("what is sent in one turn leaves in one packet", async () => {
  const { hostname, port } = new URL(world.url);
  let packets = 0;
  const socket = async () => {
    const made = connect(Number(port), hostname);
    await once(made, "connect");
    const write = made.write.bind(made);
    return Object.assign(made, {
      write: (packet: Uint8Array, written?: () => void) => {
        packets += 1;
        return write(packet, written);
      },
    });
  };
  const asked = { max: 1, socket };
  const sql = open(world.url, asked);
  const long = () => sql.unsafe("select length($1)::int as length", ["x".repeat(2_000)], { prepare: true });
  await long();
  packets = 0;
  const answers = await Promise.all([long(), long(), long()]);
  expect(answers.map(([row]) => row?.["length"])).toEqual([2_000, 2_000, 2_000]);
  expect(packets).toBe(1);
});

test("a COMMIT that fails is told as such, whatever stands behind it, and the connection serves on", async () => {
  const sql = open();
  await sql`create temporary table shelf (units integer unique deferrable initially deferred)`;
  let isAnswered = false;
  const twice = sql.begin(async (tx) => {
    tx.behindCommit("select 1", () => {
      isAnswered = true;
    });
    await tx`insert into shelf values (1), (1)`;
  });
  await expect(twice).rejects.toMatchObject({ code: "23505" });
  expect(isAnswered).toBe(false);
  expect(await sql`select count(*)::int as rows from shelf`).toEqual([{ rows: 0 }]);
});

const drop = async (pid: number) => {
  await world.owner`select pg_terminate_backend(${pid}::int)`;
  await sleep(200);
};

async function pidOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  if (!row) throw new Error("A backend has a number.");
  return row.pid;
}

/** A server of the test's own. Its sockets are closed with it. */
async function listen(
  onConnect: (socket: Socket) => void,
  allowHalfOpen = false,
): Promise<{ url: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const url = new URL(world.url);
  url.port = String(address.port);
  return { url: url.href, sockets };
}

describe("a connection whose backend is dropped", () => {
  test("lets the pool end", async () => {
    const sql = postgres(world.url, { max: 1, onnotice: () => {} });
    const pid = await pidOf(sql);
    const slow = sql`select pg_sleep(30)`.catch((error: { code: string }) => error.code);
    await sleep(100);
    await drop(pid);
    expect(await slow).toMatch(/57P01|CONNECTION_CLOSED/);
    expect(await settled(sql.end())).not.toBe("pending");
  });

  test("by a peer that never closes its own side does not outlive the pool", async () => {
    const target = new URL(world.url);
    const { url, sockets } = await listen((socket) => {
      const upstream = connect(Number(target.port), target.hostname);
      upstream.on("error", () => {});
      upstream.on("data", (bytes) => socket.write(bytes));
      socket.on("data", (bytes) => upstream.write(bytes));
      // What is written to a socket that is gone is answered by a reset.
      socket.on("end", () => void setInterval(() => socket.write(" "), 50).unref());
      socket.on("close", () => upstream.destroy());
    }, true);
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`select 1`;
    expect(sockets.size).toBe(1);
    await sql.end({ timeout: 0.2 });
    await expect.poll(() => sockets.size, { timeout: ANSWER_MS_MAX }).toBe(0);
  });

  test("is refused to the one who reserved it, and the pool serves on", async () => {
    const sql = open();
    const reserved = await sql.reserve();
    await drop(await pidOf(reserved));
    expect(await settled(reserved`select 1 as one`)).toBe("CONNECTION_CLOSED");
    reserved.release();
    expect(await settled(sql`select 2 as two`)).toEqual([{ two: 2 }]);
    expect(await settled(reserved`select 3 as three`)).toBe("CONNECTION_CLOSED");
  });

  test("while it asks for types hurts neither the process nor the first query of the next", async () => {
    const fatal = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
    const head = Buffer.from([0x45, 0, 0, 0, fatal.length + 4]);
    const target = new URL(world.url);
    let drops = 0;
    const { url } = await listen((socket) => {
      const upstream = connect(Number(target.port), target.hostname);
      upstream.on("error", () => {});
      upstream.on("data", (bytes) => socket.write(bytes));
      socket.on("close", () => upstream.destroy());
      socket.on("data", (bytes) => {
        if (drops > 0 || !bytes.includes("pg_catalog.pg_type")) return void upstream.write(bytes);
        drops += 1;
        socket.end(Buffer.concat([head, fatal]));
      });
    });
    expect(await settled(open(url)`select 1 as one`)).toEqual([{ one: 1 }]);
    expect(drops).toBe(1);
  });
});

describe("a connection that is still being made", () => {
  test("to a peer that always closes is given up within connect_timeout", async () => {
    const { url } = await listen((socket) => socket.end());
    expect(await settled(open(url, { connect_timeout: 1 })`select 1`)).toBe("CONNECT_TIMEOUT");
  });

  test("goes to the one who reserves it, also where no types are fetched", async () => {
    const reserved = await settled(open(world.url, { fetch_types: false }).reserve());
    expect(reserved).not.toBe("pending");
  });

  test("serves the next when its first query was cancelled meanwhile", async () => {
    const sql = open();
    const first = sql`select 1 as one`.execute();
    first.catch(() => {});
    first.cancel();
    expect(await settled(sql`select 2 as two`)).toEqual([{ two: 2 }]);
  });
});

describe("a query that is cancelled", () => {
  test("behind another on its connection leaves each later answer to its own query", async () => {
    const sql = open();
    await sql`select 1`;
    const slow = sql`select pg_sleep(0.5)::text as slow`.execute();
    const cancelled = sql`select 'cancelled' as answer, pg_sleep(0.1)::text`.execute();
    const later = sql`select 'later' as answer`.execute();
    await sleep(100);
    cancelled.cancel();
    expect(await settled(slow)).toEqual([{ slow: "" }]);
    expect(await settled(cancelled)).not.toBe("pending");
    expect(await settled(later)).toEqual([{ answer: "later" }]);
  });

  test("while it waits within a transaction holds up none of those behind it", async () => {
    const sql = open(`${world.url}?max_pipeline=1`);
    const later: unknown[] = [];
    const work = sql.begin(async (tx) => {
      const sent = [tx`select pg_sleep(0.3)`, tx`select 1`].map((query) => query.execute());
      const cancelled = tx`select 2`.execute();
      cancelled.catch(() => {});
      const behind = tx`select 3 as three`.execute();
      await sleep(50);
      cancelled.cancel();
      await Promise.all(sent);
      later.push(...(await behind));
    });
    // The driver fails a transaction of which one query failed.
    expect(await settled(work)).toBe("57014");
    expect(later).toEqual([{ three: 3 }]);
  });
});
