import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { locations } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import { auditEntries } from "@/platform/audit/schema";
import { emit, enqueue } from "@/platform/outbox/emit";
import { outbox, RELAY_CHANNEL } from "@/platform/outbox/schema";
import { defineEvent } from "@/shared/event";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import type { Change, Context } from "./context";
import { inTransaction } from "./transaction";

const database = testDatabase();
const shelfPainted = defineEvent("tests.shelf-painted", z.object({ shelfId: z.uuid(), coatIds: z.array(z.uuid()) }));
const paintShelf = defineJob("tests.paint-shelf", z.object({ shelfId: z.uuid() }));
let ctx: Context;

beforeEach(async () => {
  ctx = await testContext(database.db);
});

const change = (entityId = newId()): Change => ({
  entity: "product",
  entityId,
  label: "Shelf",
  before: { colour: "red" },
  after: { colour: "blue" },
});
const audit = () => database.db.select().from(auditEntries);
const messages = () => database.db.select().from(outbox);

/** Writers rest so long between two calls to the relay. */
const RELAY_CALLED_EVERY_MS = 250;

test("a commit that has something to publish wakes the relay, and those right behind it need not", async () => {
  const paint = (shelfId: string) =>
    inTransaction(ctx, async (inside) => {
      recordChange(inside, change(shelfId));
      emit(inside, shelfPainted, { shelfId, coatIds: [] });
    });
  const seen: number[] = [];
  await database.database.sql.listen(RELAY_CHANNEL, () => void messages().then((rows) => seen.push(rows.length)));
  let now = performance.now() + RELAY_CALLED_EVERY_MS;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  await paint(newId());
  await expect.poll(() => seen).toEqual([1]);
  await paint(newId());
  now += RELAY_CALLED_EVERY_MS;
  await paint(newId());
  await expect.poll(() => seen).toEqual([1, 3]);
  clock.mockRestore();
});

describe("what leaves with a transaction", () => {
  test("events, jobs and the audit are there once it has committed, and not before", async () => {
    const [shelfId, coatId] = [newId(), newId()];
    await inTransaction(ctx, async (inside) => {
      recordChange(inside, change(shelfId));
      emit(inside, shelfPainted, { shelfId, coatIds: [coatId] });
      enqueue(inside, paintShelf, { shelfId });
      expect(await messages()).toEqual([]);
    });
    expect(await messages()).toMatchObject([
      {
        kind: "event",
        name: "tests.shelf-painted",
        entityIds: [shelfId, coatId],
        position: null,
        requestId: ctx.requestId,
      },
      { kind: "job", name: "tests.paint-shelf", payload: { shelfId } },
    ]);
    expect(await audit()).toMatchObject([
      {
        entity: "product",
        entityId: shelfId,
        action: "tests.act",
        before: { colour: "red" },
        after: { colour: "blue" },
      },
    ]);
  });

  test("nothing of it is there when the work fails", async () => {
    await expect(
      inTransaction(ctx, async (inside) => {
        recordChange(inside, change());
        emit(inside, shelfPainted, { shelfId: newId(), coatIds: [] });
        throw new Error("the paint is out");
      }),
    ).rejects.toThrow("the paint is out");
    expect(await messages()).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  test("an event without an audit entry is refused, and nothing is changed", async () => {
    await expect(
      inTransaction(ctx, async (inside) => {
        await inside.db.update(locations).set({ name: "painted" });
        emit(inside, shelfPainted, { shelfId: newId(), coatIds: [] });
      }),
    ).rejects.toThrow(/did not record/);
    expect(await messages()).toEqual([]);
    expect(await database.db.$count(locations, eq(locations.name, "painted"))).toBe(0);
  });

  test("work is rolled back when its last statement fails, though the commit is already on the way", async () => {
    const shelfId = newId();
    const [place] = await database.db.select().from(locations).limit(1);
    await expect(
      inTransaction(ctx, async (inside) => {
        await inside.db
          .update(locations)
          .set({ name: "painted" })
          .where(eq(locations.id, place?.id ?? ""));
        recordChange(inside, { ...change(shelfId), entityId: "no id at all" });
        emit(inside, shelfPainted, { shelfId, coatIds: [] });
        return "painted";
      }),
    ).rejects.toMatchObject({ code: "22P02" });
    expect(await database.db.select().from(locations).where(eq(locations.name, "painted"))).toEqual([]);
    expect(await messages()).toEqual([]);
  });

  test("work inside work is one transaction", async () => {
    await expect(
      inTransaction(ctx, async (outer) => {
        await inTransaction(outer, async (inner) => recordChange(inner, change()));
        throw new Error("late");
      }),
    ).rejects.toThrow("late");
    expect(await audit()).toEqual([]);
  });
});

describe("losing against another transaction", () => {
  test("a deadlock is tried again until both are done", async () => {
    const [first, second] = await database.db.select({ id: locations.id }).from(locations).limit(2);
    if (!first || !second) throw new Error("The migrations make virtual locations.");
    let arrived = 0;
    let attempts = 0;
    const paint = (order: readonly string[]) =>
      inTransaction(ctx, async (inside) => {
        attempts += 1;
        for (const [index, id] of order.entries()) {
          await inside.db.update(locations).set({ name: "painted" }).where(eq(locations.id, id));
          if (index === 0 && attempts <= 2) {
            arrived += 1;
            while (arrived < 2) await pause(5);
          }
        }
        recordChange(inside, change());
      });
    await Promise.all([paint([first.id, second.id]), paint([second.id, first.id])]);
    expect(attempts).toBeGreaterThan(2);
    expect(await audit()).toHaveLength(2);
  });

  test("it is given up after a bounded number of times", async () => {
    let attempts = 0;
    await expect(
      inTransaction(ctx, async (inside) => {
        attempts += 1;
        await inside.db.execute(sql`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
      }),
    ).rejects.toMatchObject({ kind: "serialization" });
    expect(attempts).toBe(5);
  });
});
