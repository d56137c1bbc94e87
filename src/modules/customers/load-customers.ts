import { sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { customerAddresses, customerContacts, customerGroups, customers } from "./schema";
import { FOUND_BY } from "./write-found-by";

type Loaded = {
  groups: readonly (typeof customerGroups.$inferSelect)[];
  customers: readonly Omit<typeof customers.$inferSelect, "searchText" | "searchForm" | "tagsAsText">[];
  contacts: readonly (typeof customerContacts.$inferSelect)[];
  addresses: readonly (typeof customerAddresses.$inferSelect)[];
};

/** Inserts customers as they are: an operator's bulk restore. */
export async function loadCustomers(ctx: TxContext, rows: Loaded): Promise<void> {
  await insertRows(ctx, customerGroups, rows.groups);
  await insertRows(ctx, customers, rows.customers);
  await insertRows(ctx, customerContacts, rows.contacts);
  await insertRows(ctx, customerAddresses, rows.addresses);
  await ctx.db.execute(sql`
    update ${customers} set found_by = ${FOUND_BY}
     where exists (select from ${customerContacts} where ${customerContacts.customerId} = ${customers.id})
        or exists (select from ${customerAddresses} where ${customerAddresses.customerId} = ${customers.id})`);
}
