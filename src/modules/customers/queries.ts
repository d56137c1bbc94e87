import { type AnyColumn, and, eq, isNotNull, isNull, like, or, type SQL } from "drizzle-orm";
import { getShopSettings } from "@/modules/shop/queries";
import type { Context, ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { containing, containsEachWord } from "@/platform/database/search";
import { customerNotFound, type CustomerRef, type ListCustomers } from "./contract";
import { phoneForms } from "./customer";
import { customers } from "./schema";

const sortsOf = (locale: string): Record<ListCustomers["sort"], ReturnType<typeof keyset>> => ({
  name: keyset([inLetters(customers.name, locale), "text"], [customers.id, "uuid"]),
  createdAt: keyset([customers.createdAt, "timestamptz"], [customers.id, "uuid"]),
});

/** Customers that hold each word of a search, or its whole as a telephone number in any writing. */
export const matchesCustomer = (form: AnyColumn, search: string): SQL | undefined =>
  or(containsEachWord(form, search, phoneForms), ...phoneForms(search).map((digits) => like(form, containing(digits))));

/** A page of customers; a search finds those that contain each of its words. */
export async function listCustomers(ctx: ReadContext, input: ListCustomers) {
  const { locale } = await getShopSettings(ctx);
  const sorted = sortsOf(locale)[input.sort];
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
        input.search ? matchesCustomer(customers.searchForm, input.search) : undefined,
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
  const { searchText: _text, searchForm: _form, ...fields } = customer;
  return fields;
}
