import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { mustSetUpFactor } from "@/modules/users/factor/queries";
import { grantedWarehouses, scopeOf } from "@/modules/users/queries";
import { apiKeys, apiKeyWarehouses, users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { Person, WarehouseScope } from "@/shared/access";

type FoundKey = { person: Person; secretDigest: string; lastUsedAt: Date | null };

const USED_EVERY_MS = 60_000;

export const keyWarehouses = sql<string[]>`coalesce(
  (select json_agg(${apiKeyWarehouses.warehouseId} order by ${apiKeyWarehouses.warehouseId})
   from ${apiKeyWarehouses} where ${apiKeyWarehouses.keyId} = ${apiKeys.id}), '[]'::json)`;

/**
 * Who asks with these keys, as key and owner are now: one that has ended, or whose owner is not active, is left out.
 */
export async function findKeys({ db, now }: Pick<Context, "db" | "now">, keyIds: readonly string[]) {
  const rows = await db
    .select({
      keyId: apiKeys.id,
      keyName: apiKeys.name,
      scopes: apiKeys.scopes,
      secretDigest: apiKeys.secretDigest,
      lastUsedAt: apiKeys.lastUsedAt,
      keyWarehouses: { allWarehouses: apiKeys.allWarehouses, granted: keyWarehouses },
      userId: users.id,
      name: users.name,
      role: users.role,
      isLimited: mustSetUpFactor,
      warehouses: { allWarehouses: users.allWarehouses, granted: grantedWarehouses },
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(
      and(
        sql`${apiKeys.id} = any(${arrayOf(keyIds, "uuid")})`,
        isNull(apiKeys.endedAt),
        gt(apiKeys.expiresAt, now),
        eq(users.status, "active"),
      ),
    );
  return new Map<string, FoundKey>(
    rows.map(({ keyId, keyName, scopes, secretDigest, lastUsedAt, userId, name, role, isLimited, ...scope }) => {
      const warehouses = inBoth(scopeOf(scope.warehouses), scopeOf(scope.keyWarehouses));
      const key = { keyId, name: keyName, scopes };
      const person = { kind: "person" as const, userId, sessionId: keyId, name, role, warehouses, key };
      return [keyId, { person: isLimited ? { ...person, isLimited } : person, secretDigest, lastUsedAt }];
    }),
  );
}

function inBoth(one: WarehouseScope, other: WarehouseScope): WarehouseScope {
  if (one === "all") return other;
  return other === "all" ? one : one.filter((id) => other.includes(id));
}

/**
 * Records that a key is in use, at most once a minute. True where it is the first use on this day: of several processes
 * that notice it at once, one is told so.
 */
export async function recordKeyUse({ db, now }: Pick<Context, "db" | "now">, keyId: string): Promise<boolean> {
  const midnight = new Date(now);
  midnight.setUTCHours(0, 0, 0, 0);
  const setWhereBefore = async (moment: Date) =>
    db
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKeys.id, keyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, moment))))
      .returning({ keyId: apiKeys.id });
  if ((await setWhereBefore(midnight)).length > 0) return true;
  await setWhereBefore(new Date(now.getTime() - USED_EVERY_MS));
  return false;
}

export const isUseDue = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USED_EVERY_MS;
