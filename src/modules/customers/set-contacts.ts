import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { SetContacts } from "./contract";
import { contactLine } from "./customer";
import { lockVersion } from "./lock-customer";
import { listContacts } from "./queries";
import { recordCustomer } from "./record-customer";
import { customerContacts } from "./schema";
import { writeFoundBy } from "./write-found-by";

/** Replaces the contacts of a customer. @throws customerNotFound, customerErased, customerSavedMeanwhile */
export async function setContacts(ctx: Context, { customerId, version, contacts }: SetContacts) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockVersion(ctx, { customerId, version });
    const before = await listContacts(ctx, customerId);
    await ctx.db.delete(customerContacts).where(eq(customerContacts.customerId, customerId));
    const rows = contacts.map((contact, index) => ({ ...contact, id: newId(), customerId, position: index + 1 }));
    await insertRows(ctx, customerContacts, rows);
    await writeFoundBy(ctx, customerId);
    recordCustomer(
      ctx,
      customer,
      { contacts: before.map(contactLine).join("\n") },
      { contacts: contacts.map(contactLine).join("\n") },
    );
    return { customerId, version: version + 1 };
  });
}
