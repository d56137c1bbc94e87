import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type CreateCustomer, customerChanged } from "./contract";
import { completeCustomer, rowOf } from "./customer";
import { inWords } from "./lock-group";
import { customers } from "./schema";

/** Creates a customer. Names need not be unique. @throws groupNotFound */
export async function createCustomer(ctx: Context, input: CreateCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const customerId = newId();
    const values = completeCustomer(input);
    const after = await inWords(ctx, values);
    await ctx.db.insert(customers).values({ id: customerId, ...rowOf(values), createdAt: ctx.now });

    recordChange(ctx, { entity: "customer", entityId: customerId, label: values.name, before: null, after });
    emit(ctx, customerChanged, { customerId });
    return { customerId };
  });
}
