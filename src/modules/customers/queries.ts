import {
  type AnyColumn,
  and,
  arrayContains,
  asc,
  desc,
  eq,
  isNotNull,
  isNull,
  like,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { carriers } from "@/modules/shop/carriers/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { paymentMethods } from "@/modules/shop/schema";
import type { Context, ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asCount } from "@/platform/database/numbers";
import { containing, containsEachWord } from "@/platform/database/search";
import { customerNotFound, type CustomerRef, type ListCustomers } from "./contract";
import { phoneForms } from "./customer";
import { customerAddresses, customerContacts, customerGroups, customerNotes, customers } from "./schema";

const methodName = sql<string | null>`(
  select ${paymentMethods.name} from ${paymentMethods} where ${paymentMethods.id} = ${customers.paymentMethod})`;

const carrierName = sql<string | null>`(
  select ${carriers.name} from ${carriers} where ${carriers.id} = ${customers.carrierId})`;

const carrierIsArchived = sql<boolean>`exists (
  select from ${carriers} where ${carriers.id} = ${customers.carrierId} and ${carriers.archivedAt} is not null)`;

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
      kind: customers.kind,
      name: customers.name,
      email: customers.email,
      phone: customers.phone,
      address: customers.address,
      postcode: customers.postcode,
      city: customers.city,
      country: customers.country,
      vatNumber: customers.vatNumber,
      groupName: customerGroups.name,
      tags: customers.tags,
      language: customers.language,
      paymentTermsDays: customers.paymentTermsDays,
      paymentMethodName: methodName,
      carrierName,
      carrierService: customers.carrierService,
      creditLimit: customers.creditLimit,
      creditPolicy: customers.creditPolicy,
      archivedAt: customers.archivedAt,
      createdAt: customers.createdAt,
      keys: sorted.keys,
    })
    .from(customers)
    .leftJoin(customerGroups, eq(customerGroups.id, customers.groupId))
    .where(
      and(
        input.groupId ? eq(customers.groupId, input.groupId) : undefined,
        input.tag ? and(hasTags, arrayContains(customers.tags, [input.tag])) : undefined,
        input.archived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt),
        input.search ? matchesCustomer(customers.searchForm, input.search) : undefined,
        sorted.after(input),
      ),
    )
    .orderBy(...sorted.order(input))
    .limit(input.limit + 1);
  return sorted.toPage(rows, input);
}

/** As the index of tags says it. */
const hasTags = sql`${customers.tags} <> '{}'`;
const TAGS_LISTED_MAX = 100;

/** The tags of customers who are not archived, those of the most of them first. */
export function listTags(ctx: ReadContext) {
  const each = ctx.db
    .select({ tag: sql<string>`unnest(${customers.tags})`.as("tag") })
    .from(customers)
    .where(and(hasTags, isNull(customers.archivedAt)))
    .as("each");
  const count = asCount(sql`count(*)`);
  return ctx.db
    .select({ tag: each.tag, customers: count })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(count), each.tag)
    .limit(TAGS_LISTED_MAX);
}

const into = alias(customers, "merged_into");

/** A customer with their contacts and addresses. @throws customerNotFound */
export async function getCustomer(ctx: Context, { customerId }: CustomerRef) {
  const [[row], contacts, addresses] = await Promise.all([
    ctx.db
      .select({
        customer: customers,
        groupName: customerGroups.name,
        mergedIntoName: into.name,
        methodName,
        carrierName,
        carrierIsArchived,
      })
      .from(customers)
      .leftJoin(customerGroups, eq(customerGroups.id, customers.groupId))
      .leftJoin(into, eq(into.id, customers.mergedInto))
      .where(eq(customers.id, customerId)),
    listContacts(ctx, customerId),
    listAddresses(ctx, customerId),
  ]);
  if (!row) throw customerNotFound({ customerId });
  const { searchText: _text, tagsAsText: _tags, searchForm: _form, foundBy: _found, ...fields } = row.customer;
  const { customer: _row, methodName: paymentMethodName, ...names } = row;
  return { ...fields, ...names, paymentMethodName, contacts, addresses };
}

type Asked = Pick<Context, "db">;

export const listContacts = (ctx: Asked, customerId: string) =>
  ctx.db
    .select({
      id: customerContacts.id,
      name: customerContacts.name,
      role: customerContacts.role,
      email: customerContacts.email,
      phone: customerContacts.phone,
    })
    .from(customerContacts)
    .where(eq(customerContacts.customerId, customerId))
    .orderBy(asc(customerContacts.position));

/** The addresses beside the main one. */
export const listAddresses = (ctx: Asked, customerId: string) =>
  ctx.db
    .select({
      id: customerAddresses.id,
      recipient: customerAddresses.recipient,
      address: customerAddresses.address,
      postcode: customerAddresses.postcode,
      city: customerAddresses.city,
      country: customerAddresses.country,
      isDeliveryDefault: customerAddresses.isDeliveryDefault,
      isBillingDefault: customerAddresses.isBillingDefault,
    })
    .from(customerAddresses)
    .where(eq(customerAddresses.customerId, customerId))
    .orderBy(asc(customerAddresses.position));

/** The shop's groups by name, with how many customers are in each. */
export const listGroups = (ctx: ReadContext) =>
  ctx.db
    .select({
      id: customerGroups.id,
      name: customerGroups.name,
      version: customerGroups.version,
      customers: asCount(sql`count(${customers.id})`),
    })
    .from(customerGroups)
    .leftJoin(customers, eq(customers.groupId, customerGroups.id))
    .groupBy(customerGroups.id)
    .orderBy(asc(customerGroups.name));

/** What was noted of a customer, the oldest first. */
export const listNotes = (ctx: Asked, customerId: string) =>
  ctx.db
    .select({ writtenAt: customerNotes.writtenAt, text: customerNotes.text })
    .from(customerNotes)
    .where(eq(customerNotes.customerId, customerId))
    .orderBy(asc(customerNotes.writtenAt), asc(customerNotes.id));

/** The ids of those who were merged into a customer. */
export async function listMerged(ctx: Asked, customerId: string): Promise<string[]> {
  const rows = await ctx.db.select({ id: customers.id }).from(customers).where(eq(customers.mergedInto, customerId));
  return rows.map(({ id }) => id);
}
