import { eq } from "drizzle-orm";
import { customerNotFound } from "@/modules/orders/contract";
import { customers } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";

/** The customer, held until the transaction ends. */
export async function lockCustomer(ctx: TxContext, customerId: string) {
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, customerId)).for("update");
  if (!customer) throw customerNotFound({ customerId });
  return customer;
}
