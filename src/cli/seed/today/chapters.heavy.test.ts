import { type SQL, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { loadPlan } from "@/cli/seed/load-sample-year";
import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import { makePlan } from "@/cli/seed/year/make-plan";
import { loadLocations } from "@/modules/inventory/load-stock";
import { invoices } from "@/modules/invoices/schema";
import { INVOICE_CONDITIONS, invoiceSums } from "@/modules/invoices/standing";
import { orders } from "@/modules/orders/schema";
import { createCarrier } from "@/modules/parcels/create-carrier";
import { carriers } from "@/modules/parcels/schema";
import { loadUsers } from "@/modules/users/load-users";
import type { TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import type { Chapter } from "./chapter";
import { CHAPTERS } from "./chapters";
import { type Played, playChapters, TODAY_MINUTES } from "./play-chapters";
import { whatIsPacked } from "./what-is-packed";

const database = testDatabase({ fresh: true });
const PATIENCE = { timeout: 300_000 };
const NOW = new Date("2026-11-27T12:00:00Z");

/** When somebody may start the product for the first time: quiet hours, the floor at its busiest, odd days. */
const MOMENTS = {
  "a Friday evening": "2026-11-27T19:54:00Z",
  "the last hour of the floor on a Thursday in January": "2027-01-14T15:58:00Z",
  "a Sunday night": "2027-06-06T02:30:00Z",
  "the first minutes of a year": "2028-01-01T00:10:00Z",
  "a leap day at noon": "2028-02-29T12:00:00Z",
  "a first of the month that is a Monday morning": "2027-03-01T06:05:00Z",
} as const;

async function playAt(moment: string): Promise<Played[]> {
  const now = new Date(moment);
  const plan = makePlan(after(now, -TODAY_MINUTES * MINUTE_MS));
  const people = plan.users.map((user) => ({ ...user, passwordHash: "none" }));
  return inTransaction({ ...systemContext(database.db), now }, async (ctx) => {
    // What is in the history is looked at where the year is loaded whole.
    await loadPlan(ctx, { ...plan, auditEntries: [] }, { people, report: () => {} });
    return playChapters(ctx, plan, CHAPTERS);
  });
}

const isThere = async (from: SQL): Promise<boolean> => {
  const [row] = await database.db.execute<{ found: boolean }>(sql`select exists (select from ${from}) as found`);
  return row?.found ?? false;
};

const standing = (where: SQL) =>
  sql`${invoices} join ${orders} on ${orders.id} = ${invoices.orderId} cross join lateral ${invoiceSums}
    where ${where}`;
const returned = (status: string) => sql`returns where status = ${status}`;
const listed = (where: SQL) => sql`(
  select list_id, sum(quantity) as quantity, sum(picked) as picked from stock_allocations group by list_id) work
  join pick_lists list on list.id = work.list_id where ${where}`;

const THERE = {
  "an open invoice": () => standing(INVOICE_CONDITIONS.open),
  "a paid invoice": () => standing(INVOICE_CONDITIONS.paid),
  "an overdue invoice": (today: string) =>
    standing(sql`${INVOICE_CONDITIONS.open} and ${invoices.dueOn} < ${today}::date`),
  "a credit note": () => sql`invoices where kind = 'credit-note'`,
  "an authorised return": () => returned("authorised"),
  "a partly received return": () => returned("partly_received"),
  "a received return": () => returned("received"),
  "a closed return": () => returned("closed"),
  "a cancelled return": () => returned("cancelled"),
  "a refund": () => sql`return_refunds`,
  "an exchange": () => sql`order_origins where kind = 'exchange'`,
  "items in quarantine": () => sql`return_receipts where disposition = 'quarantine' and released_to is null`,
  "a list that nobody has taken": () => listed(sql`list.taken_by is null and picked = 0`),
  "a list in work": () => listed(sql`list.taken_by is not null and picked between 1 and quantity - 1`),
  "a list that is done": () => listed(sql`picked = quantity`),
  "a backordered line with a day": () => sql`stock_reservations waits join order_lines line on line.id = waits.line_id
    where waits.backordered > 0 and line.promised_on is not null`,
  "a parcel on its way": () => sql`parcels where handed_over_at is not null and tracking <> ''`,
  "a parcel that waits": () => sql`parcels where handed_over_at is null and tracking <> ''`,
  "prices of a group": () => sql`price_list_groups join price_list_entries using (price_list_id)`,
} as const satisfies Record<string, (today: string) => SQL>;

describe("whenever the product is first started", () => {
  test.for(Object.entries(MOMENTS))("%s", PATIENCE, async ([, moment]) => {
    const played = await playAt(moment);
    expect(played.filter(({ leftOut }) => leftOut !== null)).toEqual([]);
    const missing: string[] = [];
    for (const [what, from] of Object.entries(THERE))
      if (!(await isThere(from(moment.slice(0, 10))))) missing.push(what);
    expect(missing).toEqual([]);
    expect(await verifyBooks(database)).toMatchObject({ isSound: true, differences: [] });
  });
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
