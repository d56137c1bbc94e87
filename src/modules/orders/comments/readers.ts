import { and, asc, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { users, warehouseGrants } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext, TxContext } from "@/platform/context";
import { containsEachWord } from "@/platform/database/search";
import { ROLES, roleMay } from "@/shared/access";
import type { ListReaders } from "./comment";
import { readerNotFound } from "./refusals";

/** Whoever looks for somebody further down types more of the name. */
const READERS_SHOWN_MAX = 8;

const READING_ROLES = ROLES.filter((role) => roleMay(role, "orders.read"));

/** People at work who may read orders of this warehouse now. */
export const isReaderOf = ({ db }: Pick<ReadContext, "db">, warehouseId: SQL): SQL | undefined =>
  and(
    eq(users.status, "active"),
    eq(users.kind, "person"),
    inArray(users.role, READING_ROLES),
    or(
      users.allWarehouses,
      exists(
        db
          .select({ one: sql`1` })
          .from(warehouseGrants)
          .where(and(eq(warehouseGrants.userId, users.id), eq(warehouseGrants.warehouseId, warehouseId))),
      ),
    ),
  );

/** Whom a comment on this order may name, by words of their names. @throws orderNotFound */
export async function listReaders(ctx: ReadContext, { orderId, search }: ListReaders) {
  const [order] = await ctx.db
    .select({ warehouseId: orders.warehouseId })
    .from(orders)
    .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId)));
  if (!order) throw orderNotFound({ orderId });
  const rows = await ctx.db
    .select({ userId: users.id, name: users.name })
    .from(users)
    .where(
      and(isReaderOf(ctx, sql`${order.warehouseId}::uuid`), containsEachWord(sql`search_forms(${users.name})`, search)),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(READERS_SHOWN_MAX);
  return { rows };
}

/** @throws readerNotFound */
export async function assertReaders(ctx: TxContext, warehouseId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const rows = await ctx.db
    .select({ userId: users.id })
    .from(users)
    .where(and(inArray(users.id, [...userIds]), isReaderOf(ctx, sql`${warehouseId}::uuid`)));
  const known = new Set(rows.map(({ userId }) => userId));
  const unknown = userIds.filter((userId) => !known.has(userId));
  if (unknown.length > 0) throw readerNotFound({ userIds: unknown });
}
