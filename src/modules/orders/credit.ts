import { and, eq, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { CustomerRef } from "@/modules/customers/contract";
import { customers } from "@/modules/customers/schema";
import { shopSettings } from "@/modules/shop/schema";
import type { CreditPolicy } from "@/modules/shop/shop";
import type { ReadContext, TxContext } from "@/platform/context";
import { asMoney } from "@/platform/database/numbers";
import { addMoney, type Money, toMoney } from "@/shared/money";
import { billedTotal } from "./amounts";
import { isOpenDue, isPaidOtherwise } from "./payments/conditions";
import { creditExceeded } from "./refusals";
import { orders } from "./schema";

type Asked = Pick<ReadContext, "db">;
/** What a customer owes the shop, and the shop them. */
export type Owed = { open: Money; credit: Money };
/** The limit of a customer, and what would be open with what is being confirmed. */
export type Exceeded = { limit: Money; open: Money };

const TERMS = {
  name: customers.name,
  paymentTermsDays: sql<number | null>`coalesce(${customers.paymentTermsDays},
    (select payment_terms_days from ${shopSettings}))`,
  creditLimit: customers.creditLimit,
  creditPolicy: sql<CreditPolicy>`coalesce(${customers.creditPolicy}, (select credit_policy from ${shopSettings}))`,
};

const sumAbove = (amount: SQL) => asMoney(sql`coalesce(sum(greatest(${amount}, 0)), 0)`);

/**
 * What a customer owes, in whatever warehouse, with tax: what confirmed orders and those on hold bill, and completed
 * ones that have a due day or were paid in part, less what was paid. And what is to be given back to them. The same as
 * `standingOf` says of each order, by the conditions that have indexes.
 */
export async function findOwed({ db }: Asked, customerId: string): Promise<Owed> {
  const [owed] = await db
    .select({
      open: sumAbove(sql`${billedTotal(orders)} - ${orders.paid}`),
      credit: sumAbove(sql`${orders.paid} - ${orders.refunded} - ${billedTotal(orders)}`),
    })
    .from(orders)
    .where(
      and(
        eq(orders.customerId, customerId),
        or(inArray(orders.status, ["confirmed", "on_hold"]), isOpenDue(orders), isPaidOtherwise(orders)),
        ne(orders.status, "draft"),
      ),
    );
  if (!owed) throw new Error("Sums without groups are one row.");
  return owed;
}

/** The terms of a customer, the shop's where they have none of their own, and what is open. */
export async function getCredit(ctx: Asked, { customerId }: CustomerRef) {
  const [[terms = NO_TERMS], owed] = await Promise.all([
    ctx.db.select(TERMS).from(customers).where(eq(customers.id, customerId)),
    findOwed(ctx, customerId),
  ]);
  const { paymentTermsDays, creditLimit, creditPolicy } = terms;
  return { paymentTermsDays, creditLimit, creditPolicy, ...owed, used: usedOf(owed) };
}

/** What of a limit is taken: money that is still to be given back pays for what is open. */
const usedOf = ({ open, credit }: Owed): Money => toMoney(Math.max(0, open - credit));

const NO_TERMS = { paymentTermsDays: null, creditLimit: null, creditPolicy: "warn" } as const;

/**
 * Holds what is about to be owed against the credit limit of its customer. Two orders of one customer wait here for
 * each other, so that both can't take what is left. Asks nothing where nothing more will be owed: whoever is above
 * their limit may always take less.
 * @returns what the warning says, or null within the limit
 * @throws creditExceeded where the shop refuses
 */
export async function assertCredit(
  ctx: TxContext,
  { customerId, more }: { customerId: string; more: Money },
): Promise<Exceeded | null> {
  if (more <= 0) return null;
  // Sent together, the lock first: the sum is read once it is granted.
  const [terms, owed] = await Promise.all([lockTerms(ctx, customerId), findOwed(ctx, customerId)]);
  const limit = terms?.creditLimit ?? null;
  if (!terms || limit === null) return null;
  const open = addMoney(usedOf(owed), more);
  if (open <= limit) return null;
  if (terms.creditPolicy === "refuse") throw creditExceeded({ customerId, name: terms.name, limit, open });
  return { limit, open };
}

/** Sent when it is called, unlike a statement that waits in a list for somebody to await it. */
async function lockTerms(ctx: TxContext, customerId: string) {
  const [terms] = await ctx.db
    .select(TERMS)
    .from(customers)
    .where(and(eq(customers.id, customerId), isNotNull(customers.creditLimit)))
    .for("no key update", { of: customers });
  return terms;
}
