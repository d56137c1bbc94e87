import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import { containsEachWord } from "@/platform/database/search";
import { type CUSTOMER_SORTS, customerNotFound, type CustomerRef, type ListCustomers } from "./contract";
import { customers } from "./schema";

type CustomerSort = (typeof CUSTOMER_SORTS)[number];

const SORTS = {
  name: { by: customers.name, value: z.string(), type: sql`text` },
  createdAt: { by: customers.createdAt, value: z.iso.datetime(), type: sql`timestamptz` },
} as const satisfies Record<CustomerSort, unknown>;

/** A page of customers, found by any word of theirs. */
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

/** @throws customerNotFound */
export async function getCustomer(ctx: Context, { customerId }: CustomerRef) {
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, customerId));
  if (!customer) throw customerNotFound({ customerId });
  const { searchText: _, ...fields } = customer;
  return fields;
}
