import { eq, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toMoney } from "@/shared/money";
import type { SetTerms } from "./contract";
import { lockVersion } from "./lock-customer";
import { recordCustomer } from "./record-customer";
import { customers } from "./schema";

/**
 * Sets when a customer pays and what may be open at once. Orders that are confirmed already stay.
 * @throws customerNotFound, customerErased, customerSavedMeanwhile
 */
export async function setTerms(ctx: Context, { customerId, version, ...terms }: SetTerms) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockVersion(ctx, { customerId, version });
    const { paymentTermsDays, creditLimit, creditPolicy } = customer;
    const limit = terms.creditLimit === null ? null : toMoney(terms.creditLimit);
    await ctx.db
      .update(customers)
      .set({ ...terms, creditLimit: limit, version: sql`${customers.version} + 1` })
      .where(eq(customers.id, customerId));
    recordCustomer(ctx, customer, { paymentTermsDays, creditLimit, creditPolicy }, terms);
    return { customerId, version: version + 1 };
  });
}
