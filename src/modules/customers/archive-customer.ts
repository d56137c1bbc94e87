import { eq, sql } from "drizzle-orm";
import { assertArchivable } from "@/modules/catalog/assert-archivable";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type ArchiveCustomer, customerChanged } from "./contract";
import { lockUsable } from "./lock-customer";
import { customers } from "./schema";

/**
 * Archives or restores a customer. Customers are never deleted, since orders reference them.
 * @throws inUseElsewhere, stillInUse, customerErased, customerMerged
 */
export async function archiveCustomer(ctx: Context, { customerId, archived, acceptUse }: ArchiveCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockUsable(ctx, customerId);
    const wasArchived = customer.archivedAt !== null;
    if (wasArchived === archived) return { customerId };
    if (archived) await assertArchivable(ctx, { label: customer.name, thingIds: [customerId], accepted: acceptUse });

    await ctx.db
      .update(customers)
      .set({ archivedAt: archived ? ctx.now : null, version: sql`${customers.version} + 1` })
      .where(eq(customers.id, customerId));
    recordChange(ctx, {
      entity: "customer",
      entityId: customerId,
      label: customer.name,
      before: { archived: wasArchived },
      after: { archived },
    });
    emit(ctx, customerChanged, { customerId });
    return { customerId };
  });
}
