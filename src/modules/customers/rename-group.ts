import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { groupChanged, groupChangedMeanwhile, groupNameTaken, type RenameGroup } from "./contract";
import { lockGroup } from "./lock-group";
import { customerGroups } from "./schema";

/** @throws groupNotFound, groupChangedMeanwhile on a later version, groupNameTaken */
export async function renameGroup(ctx: Context, { groupId, version, name }: RenameGroup) {
  return inTransaction(ctx, async (ctx) => {
    const group = await lockGroup(ctx, groupId);
    if (group.version !== version) throw groupChangedMeanwhile({ version: group.version, name: group.name });
    if (group.name === name) return { groupId, version };
    await refuseOn({ customer_groups_name_is_taken: () => groupNameTaken({ name }) }, () =>
      ctx.db
        .update(customerGroups)
        .set({ name, version: version + 1 })
        .where(eq(customerGroups.id, groupId)),
    );
    const before = { name: group.name };
    recordChange(ctx, { entity: "customer-group", entityId: groupId, label: name, before, after: { name } });
    emit(ctx, groupChanged, { groupId });
    return { groupId, version: version + 1 };
  });
}
