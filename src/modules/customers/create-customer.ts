import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type CreateCustomer, customerChanged } from "./contract";
import { completeCustomer } from "./customer";
import { customers } from "./schema";

/** Creates a customer. Names need not be unique. */
export async function createCustomer(ctx: Context, input: CreateCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const customerId = newId();
    const values = completeCustomer(input);
    await ctx.db.insert(customers).values({ id: customerId, ...values, createdAt: ctx.now });

    recordChange(ctx, { entity: "customer", entityId: customerId, label: values.name, before: null, after: values });
    emit(ctx, customerChanged, { customerId });
    return { customerId };
  });
}
