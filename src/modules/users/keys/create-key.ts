import { and, count, eq, gt, isNull } from "drizzle-orm";
import { type CreateOwnKey, type CreateProgramKey, keyCreated } from "@/modules/users/contract";
import { KEYS_MAX } from "@/modules/users/key";
import { lockUser } from "@/modules/users/lock-user";
import { keyNotOffered, scopeNotAllowed, tooManyKeys, unknownWarehouse, userNotFound } from "@/modules/users/refusals";
import { apiKeys, apiKeyWarehouses } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { roleMay } from "@/shared/access";
import { newId } from "@/shared/id";
import { digestOf, makeSecret, toKey } from "./secret";

const DAY_MS = 24 * 3_600_000;

/** Returned once. What is stored is a digest of its secret. */
export type CreatedKey = { keyId: string; key: string; expiresAt: string };

type Owner = Awaited<ReturnType<typeof lockUser>>;

/** @throws scopeNotAllowed, unknownWarehouse, tooManyKeys */
export async function createOwnKey(ctx: Context, input: CreateOwnKey): Promise<CreatedKey> {
  return inTransaction(ctx, async (ctx) => addKey(ctx, await lockUser(ctx, requireActorId(ctx)), input));
}

/** For a program, by an administrator. @throws userNotFound, keyNotOffered, and what `createOwnKey` does */
export async function createProgramKey(ctx: Context, input: CreateProgramKey): Promise<CreatedKey> {
  return inTransaction(ctx, async (ctx) => {
    const program = await lockUser(ctx, input.userId);
    if (program.kind !== "program") throw userNotFound({ userId: program.id });
    if (program.status !== "active") throw keyNotOffered({ name: program.name });
    return addKey(ctx, program, input);
  });
}

async function addKey(ctx: TxContext, owner: Owner, input: CreateOwnKey): Promise<CreatedKey> {
  await refuseMore(ctx, owner, input);
  const [keyId, secret] = [newId(), makeSecret()];
  const { name, warehouses, days } = input;
  const scopes = [...new Set(input.scopes)].sort();
  const expiresAt = new Date(ctx.now.getTime() + days * DAY_MS);
  await ctx.db.insert(apiKeys).values({
    id: keyId,
    userId: owner.id,
    name,
    secretDigest: digestOf(secret),
    scopes,
    allWarehouses: warehouses === "all",
    createdAt: ctx.now,
    createdBy: requireActorId(ctx),
    expiresAt,
  });
  if (warehouses !== "all" && warehouses.length > 0) {
    const rows = [...new Set(warehouses)].sort().map((warehouseId) => ({ keyId, warehouseId }));
    await refuseOn({ api_key_warehouses_name_a_warehouse: () => unknownWarehouse({}) }, () =>
      ctx.db.insert(apiKeyWarehouses).values(rows),
    );
  }
  recordChange(ctx, {
    entity: "key",
    entityId: keyId,
    label: name,
    before: null,
    after: { owner: owner.name, scopes, warehouses, expiresAt: expiresAt.toISOString() },
  });
  emit(ctx, keyCreated, { userId: owner.id, keyId });
  return { keyId, key: toKey(keyId, secret), expiresAt: expiresAt.toISOString() };
}

/** What its owner may not do would be no use in a key, and might be one day when nobody thinks of it. */
async function refuseMore(ctx: TxContext, owner: Owner, { scopes, warehouses }: CreateOwnKey): Promise<void> {
  const excess = scopes.find((scope) => !roleMay(owner.role, scope));
  if (excess !== undefined) throw scopeNotAllowed({ scope: excess, name: owner.name });
  const granted = owner.warehouses;
  if (granted !== "all" && warehouses !== "all" && warehouses.some((id) => !granted.includes(id)))
    throw unknownWarehouse({});
  const [row] = await ctx.db
    .select({ active: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.userId, owner.id), isNull(apiKeys.endedAt), gt(apiKeys.expiresAt, ctx.now)));
  if ((row?.active ?? 0) >= KEYS_MAX) throw tooManyKeys({ max: KEYS_MAX });
}
