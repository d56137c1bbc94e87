import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { containsEachWord } from "@/platform/database/search";
import { customerNotFound, type CustomerRef, type ListCustomers } from "./contract";
import { customers } from "./schema";

const SORTS = {
  name: keyset([customers.name, "text"], [customers.id, "uuid"]),
  createdAt: keyset([customers.createdAt, "timestamptz"], [customers.id, "uuid"]),
} as const satisfies Record<ListCustomers["sort"], unknown>;

/** A page of customers; a search finds those that contain each of its words. */
export async function listCustomers(ctx: Context, input: ListCustomers) {
  const sorted = SORTS[input.sort];
  const rows = await ctx.db
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      phone: customers.phone,
      country: customers.country,
      archivedAt: customers.archivedAt,
      createdAt: customers.createdAt,
      keys: sorted.keys,
    })
    .from(customers)
    .where(
      and(
        input.archived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt),
        containsEachWord(customers.searchText, input.search),
        sorted.after(input),
      ),
    )
    .orderBy(...sorted.order(input))
    .limit(input.limit + 1);
  return sorted.toPage(rows, input);
}

/** @throws customerNotFound */
export async function getCustomer(ctx: Context, { customerId }: CustomerRef) {
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, customerId));
  if (!customer) throw customerNotFound({ customerId });
  const { searchText: _, ...fields } = customer;
  return fields;
}
