import { eq } from "drizzle-orm";
import { readShopSettings } from "@/modules/shop/queries";
import { SHOP_ID } from "@/modules/shop/shop";
import { factorPolicyChanged, type SetFactorPolicy } from "@/modules/users/contract";
import { FACTOR_POLICY_DEFAULT } from "@/modules/users/factor";
import { factorPolicyChangedMeanwhile } from "@/modules/users/refusals";
import { factorPolicies } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";

/**
 * Sets what a role has to do with a code at sign-in. Where it becomes required, those without one are led to setting it
 * up within seconds, wherever they are. @throws factorPolicyChangedMeanwhile
 */
export async function setFactorPolicy(ctx: Context, { role, policy, seen }: SetFactorPolicy): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.insert(factorPolicies).values({ role, policy: FACTOR_POLICY_DEFAULT }).onConflictDoNothing();
    const [before] = await ctx.db.select().from(factorPolicies).where(eq(factorPolicies.role, role)).for("update");
    if (before?.policy !== seen) throw factorPolicyChangedMeanwhile({});
    await ctx.db.update(factorPolicies).set({ policy }).where(eq(factorPolicies.role, role));
    const { companyName } = await readShopSettings(ctx);
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: companyName,
      before: { factorPolicy: { role, policy: before.policy } },
      after: { factorPolicy: { role, policy } },
    });
    emit(ctx, factorPolicyChanged, { shopId: SHOP_ID });
  });
}
