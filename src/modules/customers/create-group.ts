import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type CreateGroup, groupChanged, groupNameTaken } from "./contract";
import { customerGroups } from "./schema";

/** Adds a group to the shop's list. @throws groupNameTaken */
export async function createGroup(ctx: Context, { name }: CreateGroup) {
  return inTransaction(ctx, async (ctx) => {
    const groupId = newId();
    await refuseOn({ customer_groups_name_is_taken: () => groupNameTaken({ name }) }, () =>
      ctx.db.insert(customerGroups).values({ id: groupId, name, createdAt: ctx.now }),
    );
    recordChange(ctx, { entity: "customer-group", entityId: groupId, label: name, before: null, after: { name } });
    emit(ctx, groupChanged, { groupId });
    return { groupId };
  });
}
