import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { customerErased, customerMerged, customerNotFound, customerSavedMeanwhile } from "./contract";
import { customers } from "./schema";

/** Locks a customer's row until the transaction ends. @throws customerNotFound */
export async function lockCustomer(ctx: TxContext, customerId: string) {
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, customerId)).for("update");
  if (!customer) throw customerNotFound({ customerId });
  return customer;
}

/** The same for a change of one who is kept. @throws customerErased, customerMerged */
export async function lockUsable(ctx: TxContext, customerId: string) {
  const customer = await lockCustomer(ctx, customerId);
  const { name, mergedInto } = customer;
  if (customer.erasedAt) throw customerErased({ name });
  if (mergedInto) throw customerMerged({ name, mergedInto });
  return customer;
}

/** The same for a change made on one version. @throws customerErased, customerMerged, customerSavedMeanwhile */
export async function lockVersion(ctx: TxContext, { customerId, version }: { customerId: string; version: number }) {
  const customer = await lockUsable(ctx, customerId);
  if (customer.version !== version) throw customerSavedMeanwhile({ version: customer.version, name: customer.name });
  return customer;
}

/** Those who were merged into a customer, whom the caller has locked. */
export const lockMerged = (ctx: TxContext, customerId: string) =>
  ctx.db.select().from(customers).where(eq(customers.mergedInto, customerId)).orderBy(customers.id).for("update");
