import { type SQL, sql } from "drizzle-orm";
import { expect } from "vitest";
import { loadPlan } from "@/cli/seed/load-sample-year";
import { CHAPTERS } from "@/cli/seed/today/chapters";
import { type Played, playChapters, TODAY_MINUTES } from "@/cli/seed/today/play-chapters";
import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import { makePlan } from "@/cli/seed/year/make-plan";
import { invoices } from "@/modules/invoices/schema";
import { INVOICE_CONDITIONS } from "@/modules/invoices/standing";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { systemContext } from "./context";
import type { TestDatabase } from "./database";

/* What somebody finds who starts the product for the first time: a year, and a day with something of each kind. */

async function playAt(database: TestDatabase, moment: string): Promise<Played[]> {
  const now = new Date(moment);
  const plan = makePlan(after(now, -TODAY_MINUTES * MINUTE_MS));
  const people = plan.users.map((user) => ({ ...user, passwordHash: "none" }));
  return inTransaction({ ...systemContext(database.db), now }, async (ctx) => {
    // What is in the history is looked at where the year is loaded whole.
    await loadPlan(ctx, { ...plan, auditEntries: [] }, { people, report: () => {} });
    return playChapters(ctx, plan, CHAPTERS);
  });
}

const isThere = async (database: TestDatabase, from: SQL): Promise<boolean> => {
  const [row] = await database.db.execute<{ found: boolean }>(sql`select exists (select from ${from}) as found`);
  return row?.found ?? false;
};

const standing = (where: SQL) => sql`${invoices} where ${where}`;
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
  "an item on hand by its serial number": () => sql`stock_balances b join variants v on v.id = b.variant_id
    where v.has_serials and b.on_hand = 1 and b.lot_id is not null`,
  "one that is with its customer": () => sql`lots join shipment_lines line on line.lot_id = lots.id
    join variants v on v.id = lots.variant_id where v.has_serials
    and not exists (select from return_receipts came where came.lot_id = lots.id)`,
  "one that came back": () => sql`return_receipts came join lots on lots.id = came.lot_id
    join variants v on v.id = lots.variant_id where v.has_serials`,
  "prices of a group": () => sql`price_list_groups join price_list_entries using (price_list_id)`,
} as const satisfies Record<string, (today: string) => SQL>;

/** Every chapter is played, nothing is missing, and the books hold. */
export async function startAt(database: TestDatabase, moment: string): Promise<void> {
  const played = await playAt(database, moment);
  expect(played.filter(({ leftOut }) => leftOut !== null)).toEqual([]);
  const missing: string[] = [];
  for (const [what, from] of Object.entries(THERE))
    if (!(await isThere(database, from(moment.slice(0, 10))))) missing.push(what);
  expect(missing).toEqual([]);
  expect(await verifyBooks(database)).toMatchObject({ isSound: true, differences: [] });
}
