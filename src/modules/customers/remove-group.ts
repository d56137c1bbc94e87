import { eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { groupChanged, groupInUse, type RemoveGroup } from "./contract";
import { lockGroup } from "./lock-group";
import { customerGroups, customers } from "./schema";

/**
 * Takes a group that nobody is in off the shop's list. Whoever is put into it meanwhile waits for its row, and is then
 * refused. @throws groupNotFound, groupInUse
 */
export async function removeGroup(ctx: Context, { groupId }: RemoveGroup) {
  return inTransaction(ctx, async (ctx) => {
    const { name } = await lockGroup(ctx, groupId);
    const [used] = await ctx.db
      .select({ customers: asCount(sql`count(*)`) })
      .from(customers)
      .where(eq(customers.groupId, groupId));
    if (used && used.customers > 0) throw groupInUse({ name, customers: used.customers });

    await ctx.db.delete(customerGroups).where(eq(customerGroups.id, groupId));
    recordChange(ctx, { entity: "customer-group", entityId: groupId, label: name, before: { name }, after: null });
    emit(ctx, groupChanged, { groupId });
    return { groupId };
  });
}
