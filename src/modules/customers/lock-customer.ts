import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { customerNotFound } from "./contract";
import { customers } from "./schema";

/** Locks a customer's row until the transaction ends. @throws customerNotFound */
export async function lockCustomer(ctx: TxContext, customerId: string) {
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, customerId)).for("update");
  if (!customer) throw customerNotFound({ customerId });
  return customer;
}
