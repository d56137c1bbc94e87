import { eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { customerChanged, customerChangedMeanwhile, customerErased, type EditCustomer } from "./contract";
import { completeCustomer } from "./customer";
import { lockCustomer } from "./lock-customer";
import { customers } from "./schema";

/**
 * Saves a customer.
 * @throws customerNotFound; customerErased; customerChangedMeanwhile, with the saved values, on a later version
 */
export async function editCustomer(ctx: Context, { customerId, version, ...input }: EditCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockCustomer(ctx, customerId);
    if (customer.erasedAt) throw customerErased({ name: customer.name });
    const before = completeCustomer(customer);
    if (customer.version !== version) throw customerChangedMeanwhile({ version: customer.version, theirs: before });

    const values = completeCustomer(input);
    await ctx.db
      .update(customers)
      .set({ ...values, version: sql`${customers.version} + 1` })
      .where(eq(customers.id, customerId));
    recordChange(ctx, { entity: "customer", entityId: customerId, label: values.name, before, after: values });
    emit(ctx, customerChanged, { customerId });
    return { customerId, version: version + 1 };
  });
}
