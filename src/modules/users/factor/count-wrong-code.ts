import { and, eq, gte, lt, sql } from "drizzle-orm";
import { codesRefused } from "@/modules/users/contract";
import { secondFactors, users } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";

/** Whoever mistypes has no so many in a day; the owner is told then, and again where it goes on. */
const TOLD_FROM = 5;
const TOLD_AT: readonly number[] = [TOLD_FROM, 20, 100];

const isOfToday = gte(secondFactors.wrongCodeAt, sql`now() - interval '1 day'`);

/** How many wrong codes came after the right password, until a day passes without one. */
export async function countWrongCodes(ctx: Pick<Context, "db">, userId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ wrongCodes: secondFactors.wrongCodes })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isOfToday));
  return row?.wrongCodes ?? 0;
}

/** Counts a wrong code that came with the right password, and tells its owner after some: their password is known. */
export async function addWrongCode(ctx: Context, userId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .update(secondFactors)
      .set({
        wrongCodes: sql`case when ${isOfToday} then ${secondFactors.wrongCodes} else 0 end + 1`,
        wrongCodeAt: sql`now()`,
      })
      .where(eq(secondFactors.userId, userId))
      .returning({ times: secondFactors.wrongCodes });
    if (row && TOLD_AT.includes(row.times)) await tellOwner(ctx, userId, row.times);
  });
}

async function tellOwner(ctx: TxContext, userId: string, times: number): Promise<void> {
  const [user] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, userId));
  recordChange(ctx, {
    entity: "user",
    entityId: userId,
    label: user?.name ?? "",
    before: {},
    after: { refusedCodes: times },
  });
  emit(ctx, codesRefused, { userId, times });
}

/** A right code: a few wrong ones before it were its owner's. What was told is not taken back: a guesser goes on. */
export async function forgetWrongCodes(ctx: TxContext, userId: string): Promise<void> {
  await ctx.db
    .update(secondFactors)
    .set({ wrongCodes: sql`0`, wrongCodeAt: null })
    .where(and(eq(secondFactors.userId, userId), lt(secondFactors.wrongCodes, TOLD_FROM)));
}
