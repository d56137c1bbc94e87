import { type CreateProgram, usersChanged } from "@/modules/users/contract";
import { grantWarehouses } from "@/modules/users/grant-warehouses";
import { users } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";

/** No domain has this ending (RFC 2606): what is sent there reaches nobody. */
const emailOf = (userId: string) => `${userId}@programs.invalid`;

/** Creates an account for a program that belongs to no person, so that it stays when people leave. */
export async function createProgram(ctx: Context, input: CreateProgram): Promise<{ userId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const userId = newId();
    const { name, role, warehouses } = input;
    await ctx.db.insert(users).values({
      id: userId,
      kind: "program",
      email: emailOf(userId),
      name,
      role,
      allWarehouses: warehouses === "all",
      status: "active",
      createdAt: ctx.now,
    });
    await grantWarehouses(ctx, userId, warehouses);
    recordChange(ctx, {
      entity: "user",
      entityId: userId,
      label: name,
      before: null,
      after: { kind: "program", name, role, warehouses, status: "active" },
    });
    emit(ctx, usersChanged, { userId });
    return { userId };
  });
}
