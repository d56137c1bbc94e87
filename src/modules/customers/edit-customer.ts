import { eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { customerChanged, customerChangedMeanwhile, type EditCustomer } from "./contract";
import { completeCustomer, rowOf } from "./customer";
import { lockUsable } from "./lock-customer";
import { inWords } from "./lock-group";
import { customers } from "./schema";

/**
 * Saves a customer. What came with a later release, and programs made before it leave out, stays as it is.
 * @throws customerNotFound; customerErased; customerMerged; groupNotFound; customerChangedMeanwhile, with the saved
 * values, on a later version
 */
export async function editCustomer(ctx: Context, { customerId, version, ...input }: EditCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockUsable(ctx, customerId);
    const theirs = completeCustomer(customer);
    if (customer.version !== version) throw customerChangedMeanwhile({ version: customer.version, theirs });

    const { kind, postcode, city, vatNumber, groupId, tags, language } = theirs;
    const values = completeCustomer({ kind, postcode, city, vatNumber, groupId, tags, language, ...input });
    const before = await inWords(ctx, theirs);
    const after = await inWords(ctx, values);
    await ctx.db
      .update(customers)
      .set({ ...rowOf(values), version: sql`${customers.version} + 1` })
      .where(eq(customers.id, customerId));
    recordChange(ctx, { entity: "customer", entityId: customerId, label: values.name, before, after });
    emit(ctx, customerChanged, { customerId });
    return { customerId, version: version + 1 };
  });
}
