import { eq, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { customerChanged } from "./contract";
import { erasedName } from "./customer";
import { customerAddresses, customerContacts, customerNotes, customers } from "./schema";

/** Takes everything personal out of the row of a customer, whom the caller has locked. The country of the tax stays. */
export async function writeErased(ctx: TxContext, customerId: string): Promise<void> {
  await ctx.db.delete(customerContacts).where(eq(customerContacts.customerId, customerId));
  await ctx.db.delete(customerAddresses).where(eq(customerAddresses.customerId, customerId));
  await ctx.db.delete(customerNotes).where(eq(customerNotes.customerId, customerId));
  await ctx.db
    .update(customers)
    .set({
      name: erasedName(customerId),
      email: "",
      phone: "",
      address: "",
      postcode: "",
      city: "",
      vatNumber: "",
      taxExemptReason: "",
      taxExemptCode: "",
      taxExemptNumber: "",
      taxExemptUntil: null,
      tags: [],
      tagsAsText: "",
      language: null,
      foundBy: "",
      note: "",
      searchText: "",
      archivedAt: sql`coalesce(${customers.archivedAt}, ${ctx.now.toISOString()}::timestamptz)`,
      erasedAt: ctx.now,
      version: sql`${customers.version} + 1`,
    })
    .where(eq(customers.id, customerId));
  emit(ctx, customerChanged, { customerId });
}
