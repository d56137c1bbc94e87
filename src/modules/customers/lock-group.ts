import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { groupNotFound } from "./contract";
import type { CustomerValues } from "./contract";
import { customerGroups } from "./schema";

/** Locks a group until the transaction ends. @throws groupNotFound */
export async function lockGroup(ctx: TxContext, groupId: string, strength: "update" | "key share" = "update") {
  const [group] = await ctx.db.select().from(customerGroups).where(eq(customerGroups.id, groupId)).for(strength);
  if (!group) throw groupNotFound({ groupId });
  return group;
}

/** The values as the history says them: in words, with the name of the group. It stays until the transaction ends. */
export async function inWords(ctx: TxContext, { groupId, tags, ...values }: CustomerValues) {
  const group = groupId === "" ? "" : (await lockGroup(ctx, groupId, "key share")).name;
  return { ...values, tags: tags.join(", "), group };
}
