import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { spareDatabase, testDatabase } from "@/testing/database";
import { sized } from "@/testing/size";
import { type Database, openDatabase } from "./db";
import { DatabaseError, isDatabaseError } from "./error";

const POOL_MAX = 8;
const WRITERS = 16;
const STORM_MS = sized(60_000, 4_000);
const DROP_EVERY_MS = 200;
const PENDING_MS_MAX = 5_000;
const HEARD_AGAIN_MS_MAX = 15_000;
const SINGLE_DROPS = sized(20, 3);

const world = testDatabase({ keepRows: true });
let database: Database;

beforeAll(async () => {
  database = openDatabase({ url: world.url, max: POOL_MAX, applicationName: "victim", role: "quartermaster_app" });
  await world.owner`create table tally (writer int, round int)`;
});

afterAll(() => database.end());

const drop = (which: "one" | "all") => world.owner`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'victim' and pid <> pg_backend_pid()
  order by random() limit ${which === "one" ? 1 : 1000}`;

/** What each kind of work looks like when its backend goes: none may crash the process or wait for ever. */
const WORK = {
  "an idle transaction": (writer: number) =>
    database.db.transaction(async (tx) => {
      await tx.execute(sql`insert into tally values (${writer}, 1)`);
      await pause(60);
      await tx.execute(sql`insert into tally values (${writer}, 2)`);
    }),
  "a busy transaction": (writer: number) =>
    database.db.transaction(async (tx) => {
      await tx.execute(sql`insert into tally values (${writer}, 1)`);
      await tx.execute(sql`select pg_sleep(0.06)`);
      await Promise.all([1, 2, 3].map(() => tx.execute(sql`select ${writer}::int`)));
      await tx.execute(sql`insert into tally values (${writer}, 2)`);
    }),
  "a transaction that asks nothing more": (writer: number) =>
    database.db.transaction(async (tx) => {
      await tx.execute(sql`insert into tally values (${writer}, 1), (${writer}, 2)`);
      await pause(60);
    }),
  "a savepoint": (writer: number) =>
    database.db.transaction((tx) =>
      tx.transaction(async (inner) => {
        await inner.execute(sql`insert into tally values (${writer}, 1), (${writer}, 2)`);
        await pause(40);
      }),
    ),
  "a statement": (writer: number) => database.db.execute(sql`select ${writer}::int, pg_sleep(0.03)`),
};

describe("a backend that is dropped", () => {
  test.each(Object.entries(WORK))("under %s rejects the call, and the pool serves on", async (_title, work) => {
    for (let round = 0; round < SINGLE_DROPS; round += 1) {
      const call = work(0).then(
        () => "done",
        (error: unknown) => error,
      );
      await pause(20);
      await drop("all");
      const outcome = await Promise.race([call, pause(PENDING_MS_MAX).then(() => "pending")]);
      expect(outcome).not.toBe("pending");
      if (outcome !== "done") expect(outcome).toMatchObject({ name: "DatabaseError", kind: "connection" });
      // A call that was done before the drop leaves an idle connection whose end may not have been read yet: asking
      // on it is refused once, and the connection is replaced.
      await expect
        .poll(() => database.db.execute(sql`select ${round}::int as round`).catch(String), { timeout: PENDING_MS_MAX })
        .toEqual([{ round }]);
    }
  });

  test("leaves nothing of its transaction to the next user of the connection", async () => {
    const single = openDatabase({ url: world.url, max: 1, applicationName: "victim" });
    const lost = single.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await drop("all");
      await pause(300);
      await tx.execute(sql`insert into tally values (-1, 1)`);
    });
    const outcome = lost.catch((error: unknown) => error);
    await pause(150);
    const undone = new Error("taken back");
    const next = single.db.transaction(async (tx) => {
      await tx.execute(sql`insert into tally values (-2, 1)`);
      await pause(400);
      throw undone;
    });
    await expect(next).rejects.toBe(undone);
    expect(await outcome).toBeInstanceOf(DatabaseError);
    expect(await world.owner`select * from tally where writer < 0`).toEqual([]);
    await single.end();
  });
});

test(
  "a storm of dropped backends costs calls, and nothing else",
  async () => {
    const heard: number[] = [];
    await database.sql.listen("storm", () => heard.push(performance.now()));
    const end = performance.now() + STORM_MS;
    const kinds = Object.values(WORK);
    const outcomes = { done: 0, refused: 0 };
    const strangers: unknown[] = [];
    let longestMs = 0;

    const write = async (writer: number): Promise<void> => {
      for (let round = writer; performance.now() < end; round += 1) {
        const start = performance.now();
        try {
          await kinds[round % kinds.length]?.(writer);
          outcomes.done += 1;
        } catch (error) {
          outcomes.refused += 1;
          if (!isDatabaseError(error) || error.kind !== "connection") strangers.push(error);
          // A database in trouble is not asked again at once.
          await pause(10);
        }
        longestMs = Math.max(longestMs, performance.now() - start);
      }
    };
    const kill = async (): Promise<void> => {
      for (; performance.now() < end; await pause(DROP_EVERY_MS)) await drop("one");
    };
    await Promise.all([kill(), ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);

    console.info(
      `${outcomes.done} calls answered, ${outcomes.refused} refused, none longer than ${Math.round(longestMs)} ms`,
    );
    expect(strangers).toEqual([]);
    expect(longestMs).toBeLessThan(PENDING_MS_MAX);
    expect(outcomes.done).toBeGreaterThan(outcomes.refused);
    expect(outcomes.refused).toBeGreaterThan(0);

    // All or nothing: each transaction wrote both of its rows, or none.
    expect(
      await world.owner`
    select writer from tally where writer >= 0 group by writer
    having count(*) filter (where round = 1) <> count(*) filter (where round = 2)`,
    ).toEqual([]);

    await drop("all");
    await pause(200);
    const together = await Promise.all(
      Array.from({ length: POOL_MAX }, () =>
        database.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid, pg_sleep(0.3)`),
      ),
    );
    expect(new Set(together.map(([row]) => row?.pid)).size).toBe(POOL_MAX);

    const healed = performance.now();
    const heardBefore = heard.length;
    for (; heard.length === heardBefore; await pause(50)) {
      if (performance.now() - healed > HEARD_AGAIN_MS_MAX) throw new Error("The listener does not hear any more.");
      await world.owner`select pg_notify('storm', '')`;
    }
  },
  STORM_MS + HEARD_AGAIN_MS_MAX + 15_000,
);

test(
  "a listener whose database was away hears again when it is back",
  async () => {
    const spare = await spareDatabase("listener");
    const listening = openDatabase({ url: spare.url, max: 1, applicationName: "listening" });
    let wasHeard = false;
    await listening.sql.listen("back", () => {
      wasHeard = true;
    });
    const name = new URL(spare.url).pathname.slice(1);
    await world.owner`alter database ${world.owner(name)} allow_connections false`;
    await world.owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listening'`;
    await pause(2_000);
    await world.owner`alter database ${world.owner(name)} allow_connections true`;
    const sender = openDatabase({ url: spare.url, max: 1, applicationName: "sender" });
    const start = performance.now();
    for (; !wasHeard && performance.now() - start < HEARD_AGAIN_MS_MAX; await pause(100)) {
      await sender.sql`select pg_notify('back', '')`;
    }
    expect(wasHeard).toBe(true);
    await Promise.all([sender.end(), listening.end()]);
    await spare.drop();
  },
  HEARD_AGAIN_MS_MAX + 10_000,
);
