import { and, eq, isNotNull, sql } from "drizzle-orm";
import { FACTOR_POLICY_DEFAULT, type FactorPolicy, type FactorPolicyOfRole } from "@/modules/users/factor";
import { factorPolicies, secondFactors, users } from "@/modules/users/schema";
import { type Context, type ReadContext, requireActorId } from "@/platform/context";
import { ROLES, type Role } from "@/shared/access";

export async function findFactorPolicy(ctx: Pick<Context, "db">, role: Role): Promise<FactorPolicy> {
  const [row] = await ctx.db.select().from(factorPolicies).where(eq(factorPolicies.role, role));
  return row?.policy ?? FACTOR_POLICY_DEFAULT;
}

/** Of every role, in their order. */
export async function listFactorPolicies(ctx: Pick<ReadContext, "db">): Promise<FactorPolicyOfRole[]> {
  const rows = await ctx.db.select().from(factorPolicies);
  return ROLES.map((role) => ({
    role,
    policy: rows.find((row) => row.role === role)?.policy ?? FACTOR_POLICY_DEFAULT,
  }));
}

/** What the person who asks has, and whether they may or must have it. */
export async function getOwnFactor(ctx: Context) {
  const userId = requireActorId(ctx);
  const [row] = await ctx.db
    .select({
      role: users.role,
      passwordIsShort: users.passwordIsShort,
      factorId: secondFactors.id,
      since: secondFactors.confirmedAt,
      codesLeft: sql<number | null>`cardinality(${secondFactors.recoveryDigests})`,
    })
    .from(users)
    .leftJoin(secondFactors, and(eq(secondFactors.userId, users.id), isNotNull(secondFactors.confirmedAt)))
    .where(eq(users.id, userId));
  const policy = await findFactorPolicy(ctx, row?.role ?? "staff");
  const { factorId = null, since = null, codesLeft = null } = row ?? {};
  return {
    policy,
    passwordIsShort: row?.passwordIsShort === true && factorId === null,
    factor: factorId === null ? null : { factorId, since: since?.toISOString() ?? "", codesLeft: codesLeft ?? 0 },
  };
}

/** Of a person, read beside `users`, which is named: a bare `id` would be that of the factor. */
export const hasFactorNow = sql<boolean>`exists (
  select from ${secondFactors} f where f.user_id = users.id and f.confirmed_at is not null)`;

/** Whether a person must set up a second factor before they may do anything else; asked with each session and key. */
export const mustSetUpFactor = sql<boolean>`(
  users.kind = 'person' and exists (select from ${factorPolicies} p where p.role = users.role and p.policy = 'required')
  and not ${hasFactorNow})`;
