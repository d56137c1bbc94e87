import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { loadPlan } from "@/cli/seed/load-sample-year";
import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import { makePlan } from "@/cli/seed/year/make-plan";
import { loadLocations } from "@/modules/inventory/load-stock";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { carriers } from "@/modules/shop/carriers/schema";
import { loadUsers } from "@/modules/users/load-users";
import type { TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { startAt } from "@/testing/first-start";
import type { Chapter } from "./chapter";
import { playChapters, TODAY_MINUTES } from "./play-chapters";
import { whatIsPacked } from "./what-is-packed";

const database = testDatabase({ fresh: true });
const PATIENCE = { timeout: 300_000 };
const NOW = new Date("2026-11-27T12:00:00Z");

/** When the floor is at its busiest, and when a year is new; `chapters.long.test.ts` has quiet hours and odd days. */
const MOMENTS = {
  "the last hour of the floor on a Thursday in January": "2027-01-14T15:58:00Z",
  "the first minutes of a year": "2028-01-01T00:10:00Z",
} as const;

describe("whenever the product is first started", () => {
  test.for(Object.entries(MOMENTS))("%s", PATIENCE, ([, moment]) => startAt(database, moment));
});

test("parcels of several warehouses are with their carrier, whoever is drawn from the floor", PATIENCE, async () => {
  const plan = makePlan(after(NOW, -TODAY_MINUTES * MINUTE_MS));
  const people = plan.users.map((user) => ({ ...user, passwordHash: "none" }));
  const whys: unknown[] = [];
  await inTransaction({ ...systemContext(database.db), now: NOW }, async (ctx) => {
    await loadPlan(ctx, { ...plan, auditEntries: [] }, { people, report: () => {} });
    for (const draws of [0, 1, 2, 3, 4, 5]) {
      const before: Chapter = {
        title: "others",
        play: async ({ random }) => {
          for (let draw = 0; draw < draws; draw += 1) random.between(0, 1);
        },
      };
      const again = ctx.db.transaction(async (db) => {
        whys.push((await playChapters({ ...ctx, db }, plan, [before, whatIsPacked]))[1]?.leftOut);
        throw new Error("again");
      });
      await expect(again).rejects.toThrow("again");
    }
  });
  expect(whys).toEqual([null, null, null, null, null, null]);
});

test(
  "a chapter that is refused half way, or fails in the database, leaves nothing and stops no other",
  PATIENCE,
  async () => {
    const plan = makePlan(after(NOW, -TODAY_MINUTES * MINUTE_MS));
    const people = plan.users.map((user) => ({ ...user, passwordHash: "none" }));
    const [warehouseId = ""] = plan.warehouses.map(({ id }) => id);
    const half = (title: string, end: (ctx: TxContext) => Promise<unknown>): Chapter => ({
      title,
      play: async ({ perform }) => {
        const scene = { at: 0.5, task: "lead", action: "parcels.createCarrier", warehouseId } as const;
        await perform(scene, (ctx) => createCarrier(ctx, { name: title, services: [], trackingLink: "" }));
        await perform(scene, end);
      },
    });
    const played = await inTransaction({ ...systemContext(database.db), now: NOW }, async (ctx) => {
      await loadLocations(ctx, plan.locations);
      await loadUsers(ctx, { users: people, grants: [] });
      return playChapters(ctx, plan, [
        half("refused", (ctx) => createCarrier(ctx, { name: "refused", services: [], trackingLink: "" })),
        half("broken", (ctx) => ctx.db.execute(sql`select 1 / 0`)),
        { title: "idle", play: async () => {} },
        half("whole", async () => {}),
      ]);
    });
    expect(played.map(({ leftOut }) => leftOut === null)).toEqual([false, false, false, true]);
    expect(await database.db.select({ name: carriers.name }).from(carriers)).toEqual([{ name: "whole" }]);
  },
);
