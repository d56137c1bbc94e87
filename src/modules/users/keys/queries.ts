import { and, desc, eq, gt, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { ListKeys } from "@/modules/users/contract";
import type { KeyState } from "@/modules/users/key";
import { scopeOf } from "@/modules/users/queries";
import { apiKeys, users } from "@/modules/users/schema";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { containsEachWord } from "@/platform/database/search";
import { keyWarehouses } from "./find-key";

const OWN_SHOWN_MAX = 100;

const keyRow = {
  keyId: apiKeys.id,
  name: apiKeys.name,
  userId: apiKeys.userId,
  owner: users.name,
  ownerKind: users.kind,
  ownerRole: users.role,
  scopes: apiKeys.scopes,
  allWarehouses: apiKeys.allWarehouses,
  granted: keyWarehouses,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  endedAt: apiKeys.endedAt,
  lastUsedAt: apiKeys.lastUsedAt,
};

const selectKeys = ({ db }: Pick<ReadContext, "db">) =>
  db.select(keyRow).from(apiKeys).innerJoin(users, eq(users.id, apiKeys.userId));
type KeyRow = Awaited<ReturnType<typeof selectKeys>>[number];

function toShown({ allWarehouses, granted, createdAt, expiresAt, endedAt, lastUsedAt, ...row }: KeyRow, now: Date) {
  const state: KeyState = endedAt ? "revoked" : expiresAt <= now ? "expired" : "active";
  return {
    ...row,
    state,
    warehouses: scopeOf({ allWarehouses, granted }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** One's own keys, the latest first, also those that have ended. */
export async function listOwnKeys(ctx: ReadContext) {
  const rows = await selectKeys(ctx)
    .where(eq(apiKeys.userId, actorId(ctx) ?? sql`null`))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(OWN_SHOWN_MAX);
  return rows.map((row) => toShown(row, ctx.now));
}

const LATEST_FIRST = keyset([apiKeys.id, "uuid"]);

/** The keys of everybody, or of one of them. */
export async function listKeys(ctx: ReadContext, input: ListKeys) {
  const rows = await ctx.db
    .select({ ...keyRow, keys: LATEST_FIRST.keys })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(
      and(
        containsEachWord(sql`search_forms(${apiKeys.name} || ' ' || ${users.name})`, input.search),
        input.userId ? eq(apiKeys.userId, input.userId) : undefined,
        input.state ? isIn(input.state, ctx.now) : undefined,
        LATEST_FIRST.after({ ...input, descending: true }),
      ),
    )
    .orderBy(...LATEST_FIRST.order({ descending: true }))
    .limit(input.limit + 1);
  const page = LATEST_FIRST.toPage(rows, input);
  return { ...page, rows: page.rows.map((row) => toShown(row, ctx.now)) };
}

function isIn(state: KeyState, now: Date): SQL | undefined {
  if (state === "revoked") return isNotNull(apiKeys.endedAt);
  return and(isNull(apiKeys.endedAt), state === "active" ? gt(apiKeys.expiresAt, now) : lte(apiKeys.expiresAt, now));
}
