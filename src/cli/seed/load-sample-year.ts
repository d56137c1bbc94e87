import { ne } from "drizzle-orm";
import { CHAPTERS } from "@/cli/seed/today/chapters";
import { playChapters, TODAY_MINUTES } from "@/cli/seed/today/play-chapters";
import { after, MINUTE_MS } from "@/cli/seed/year/calendar";
import { makePlan, type Plan } from "@/cli/seed/year/make-plan";
import { loadProducts } from "@/modules/catalog/load-products";
import { loadCustomers } from "@/modules/customers/load-customers";
import { loadLocations, loadStock } from "@/modules/inventory/load-stock";
import { loadOrders } from "@/modules/orders/load-orders";
import { loadPayments } from "@/modules/orders/payments/load-payments";
import { loadSettings } from "@/modules/shop/load-settings";
import { loadUsers } from "@/modules/users/load-users";
import { users } from "@/modules/users/schema";
import { loadAuditEntries } from "@/platform/audit/load-audit-entries";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { assignPasswords, hashPasswords, type SignIn, type UserWithHash } from "./sign-ins";

type Rows = { people: readonly UserWithHash[]; report: (line: string) => void };
type Options = {
  /** Called once everything is written and found sound, and before it is committed. */
  keepSignIns: (signIns: readonly SignIn[]) => Promise<void>;
  report: (line: string) => void;
};

/**
 * Loads the sample year into a database without people, all of it or nothing.
 * A crash leaves either no people, or their sign-ins where `keepSignIns` put them: they are kept before the commit.
 *
 * @returns false when there are people already; then nothing is done.
 */
export async function loadSampleYear(ctx: Context, { keepSignIns, report }: Options): Promise<boolean> {
  if (await hasPeople(ctx)) return false;
  const passwords = hashPasswords();
  const plan = makePlan(after(ctx.now, -TODAY_MINUTES * MINUTE_MS));
  const { people, signIns } = assignPasswords(plan.users, await passwords);
  await inTransaction(ctx, async (ctx) => {
    await loadPlan(ctx, plan, { people, report });
    for (const { title, leftOut } of await playChapters(ctx, plan, CHAPTERS))
      report(leftOut === null ? title : `left out: ${title}. ${leftOut}`);
    await assertBooksBalance(ctx);
    report("the books balance");
    await keepSignIns(signIns);
  });
  return true;
}

/** The rows of the year, without what chapters add. */
export async function loadPlan(ctx: TxContext, plan: Plan, { people, report }: Rows): Promise<void> {
  await loadLocations(ctx, plan.locations);
  await loadSettings(ctx, plan.shop);
  await loadUsers(ctx, { users: people, grants: plan.grants });
  await loadProducts(ctx, plan);
  report(`${count(plan.products)} products with ${count(plan.variants)} variants`);
  await loadStock(ctx, plan);
  report(`${count(plan.movements)} movements between ${count(plan.locations)} places`);
  await loadCustomers(ctx, plan);
  await loadOrders(ctx, plan);
  await loadPayments(ctx, plan);
  report(`${count(plan.orders)} orders of ${count(plan.customers)} customers`);
  await loadAuditEntries(ctx, plan.auditEntries);
  report(`${count(plan.auditEntries)} entries of history`);
}

const count = (rows: readonly unknown[]): string => rows.length.toLocaleString("en-GB");

async function hasPeople(ctx: Context): Promise<boolean> {
  const [person] = await ctx.db.select({ id: users.id }).from(users).where(ne(users.status, "system")).limit(1);
  return person !== undefined;
}

/** Inside the transaction, so that nobody ever sees sample data that does not balance. */
async function assertBooksBalance(ctx: Pick<Context, "db">): Promise<void> {
  const { isSound, differences } = await verifyBooks(ctx);
  if (isSound) return;
  const [first] = differences;
  const example = first && `${first.check}: ${first.subject} should be ${first.expected} and is ${first.found}.`;
  throw new Error(`The sample data is not sound, so none was loaded. ${example ?? ""}`);
}
