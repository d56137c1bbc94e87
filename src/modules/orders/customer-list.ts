import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import { containsEachWord } from "@/platform/database/search";
import { toMoney } from "@/shared/money";
import { type CUSTOMER_SORTS, customerNotFound, type CustomerRef, type ListCustomers } from "./contract";
import { customers, orders } from "./schema";

type CustomerSort = (typeof CUSTOMER_SORTS)[number];

const SORTS = {
  name: { by: customers.name, value: z.string(), type: sql`text` },
  createdAt: { by: customers.createdAt, value: z.iso.datetime(), type: sql`timestamptz` },
} as const satisfies Record<CustomerSort, unknown>;

/** A page of customers, found by any word of theirs, with how many orders each has. */
export async function listCustomers(ctx: Context, input: ListCustomers) {
  const inDirection = input.descending ? desc : asc;
  const rows = await ctx.db
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      phone: customers.phone,
      country: customers.country,
      archivedAt: customers.archivedAt,
      createdAt: customers.createdAt,
      orderCount: sql<number>`(select count(*)::integer from ${orders} where ${and(eq(orders.customerId, customers.id), warehouseScope(ctx, orders.warehouseId))})`,
    })
    .from(customers)
    .where(
      and(
        input.archived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt),
        containsEachWord(customers.searchText, input.search),
        afterCursor(input),
      ),
    )
    .orderBy(inDirection(SORTS[input.sort].by), inDirection(customers.id))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, (row) => [input.sort === "name" ? row.name : row.createdAt.toISOString(), row.id]);
}

function afterCursor({ cursor, sort, descending }: ListCustomers): SQL | undefined {
  if (!cursor) return undefined;
  const { by, value, type } = SORTS[sort];
  const [from, id] = decodeCursor<[string, string]>(cursor, z.tuple([value, z.uuid()]));
  const beyond = descending ? sql`<` : sql`>`;
  return sql`(${by}, ${customers.id}) ${beyond} (${from}::${type}, ${id}::uuid)`;
}

const toCount = (value: unknown) => Number(value);

/** A customer with what the orders come to, as far as whoever asks may see them. */
export async function getCustomer(ctx: Context, { customerId }: CustomerRef) {
  const [[customer], [sums]] = await Promise.all([
    ctx.db.select().from(customers).where(eq(customers.id, customerId)),
    ctx.db
      .select({
        orderCount: sql<number>`count(*)`.mapWith(toCount),
        openCount: sql<number>`count(*) filter (where ${orders.status} in ('draft', 'confirmed', 'on_hold'))`.mapWith(
          toCount,
        ),
        netTotal:
          sql<number>`coalesce(sum(${orders.netTotal}) filter (where ${orders.confirmedAt} is not null and ${orders.status} <> 'cancelled'), 0)`.mapWith(
            (value) => toMoney(Number(value)),
          ),
        lastPlacedAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
      })
      .from(orders)
      .where(and(eq(orders.customerId, customerId), warehouseScope(ctx, orders.warehouseId))),
  ]);
  if (!customer || !sums) throw customerNotFound({ customerId });
  const { searchText: _, ...fields } = customer;
  return { ...fields, ...sums };
}
