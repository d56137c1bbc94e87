import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { carriers } from "@/modules/shop/carriers/schema";
import { paymentMethods } from "@/modules/shop/schema";
import { CREDIT_POLICIES, DOCUMENT_LANGUAGES } from "@/modules/shop/shop";
import { users } from "@/modules/users/schema";
import {
  archivedAt,
  createdAt,
  id,
  instant,
  money,
  safeIntegerCheck,
  searchForm,
  version,
} from "@/platform/database/columns";
import { inLetters } from "@/platform/database/letters";
import { CUSTOMER_KINDS } from "./customer-kind";

/** The small list of groups that a shop sorts its customers into. */
export const customerGroups = pgTable(
  "customer_groups",
  { id: id(), name: text("name").notNull(), version: version(), createdAt: createdAt() },
  (t) => [
    uniqueIndex("customer_groups_name_is_taken").on(sql`lower(${t.name})`),
    check("customer_groups_have_a_name", sql`length(trim(${t.name})) > 0`),
  ],
);

export const customers = pgTable(
  "customers",
  {
    id: id(),
    kind: text("kind", { enum: CUSTOMER_KINDS }).notNull().default("company"),
    name: text("name").notNull(),
    email: text("email").notNull().default(""),
    phone: text("phone").notNull().default(""),
    /** The main address: what is delivered and billed goes there unless another address is the default for it. */
    address: text("address").notNull().default(""),
    postcode: text("postcode").notNull().default(""),
    city: text("city").notNull().default(""),
    /** ISO 3166-1 alpha-2, or empty. */
    country: text("country").notNull().default(""),
    vatNumber: text("vat_number").notNull().default(""),
    /** Why they pay no tax, by which certificate and until when; empty for those who do. */
    taxExemptReason: text("tax_exempt_reason").notNull().default(""),
    /** The reason as a code of the VATEX list (BT-121); empty where none fits. */
    taxExemptCode: text("tax_exempt_code").notNull().default(""),
    taxExemptNumber: text("tax_exempt_number").notNull().default(""),
    taxExemptUntil: date("tax_exempt_until"),
    groupId: uuid("group_id").references(() => customerGroups.id),
    /** Of the release before, which keeps tags as text. A trigger writes each form when the other changes. */
    tagsAsText: text("tags").notNull().default(""),
    /** As `shared/tags.ts` writes them. */
    tags: text("tag_list")
      .array()
      .notNull()
      .default(sql`'{}'`),
    note: text("note").notNull().default(""),
    /** What is printed for them and written to them is in this language; null for the shop's. */
    language: text("language", { enum: DOCUMENT_LANGUAGES }),
    /** Within how many days of shipping an order is to be paid; null for the shop's terms. */
    paymentTermsDays: integer("payment_terms_days"),
    /** How they pay; null where nobody said. */
    paymentMethod: text("payment_method").references(() => paymentMethods.id),
    /** With whom their orders go that name nobody, and by which service; null where nobody said. */
    carrierId: uuid("carrier_id").references(() => carriers.id),
    carrierService: text("carrier_service").notNull().default(""),
    /** What may be open at once, in the shop's currency; null for no limit. */
    creditLimit: money("credit_limit"),
    /** What happens above the limit; null for what the shop does. */
    creditPolicy: text("credit_policy", { enum: CREDIT_POLICIES }),
    /** Of the release before, which found customers by it. */
    searchText: text("search_text").notNull().default(""),
    /** What their contacts and other addresses are found by: `writeFoundBy` keeps it. */
    foundBy: text("found_by").notNull().default(""),
    searchForm: searchForm(
      sql`name || ' ' || email || ' ' || phone || ' ' || address || ' '
        || regexp_replace(replace(phone, '(0)', ''), '[^0-9]', '', 'g') || ' ' || postcode || ' ' || city || ' '
        || vat_number || ' ' || text_of_words(tag_list) || ' ' || found_by`,
    ),
    archivedAt: archivedAt(),
    /** Who took their place when two turned out to be one. Orders, contacts and addresses are theirs now. */
    mergedInto: uuid("merged_into").references((): AnyPgColumn => customers.id),
    /** Since when nothing personal is kept of them. A trigger refuses every change after it. */
    erasedAt: instant("erased_at"),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    index("customers_in_letters").on(inLetters(t.name), t.id),
    index("customers_by_search_form").using("gin", sql`${t.searchForm} gin_trgm_ops`),
    index("customers_of_group").on(t.groupId, inLetters(t.name), t.id),
    index("customers_by_tag")
      .using("gin", t.tags)
      .where(sql`${t.tags} <> '{}'`),
    index("customers_merged")
      .on(t.mergedInto)
      .where(sql`${t.mergedInto} is not null`),
    check("customers_merged_are_archived", sql`${t.mergedInto} is null or ${t.archivedAt} is not null`),
    check("customers_merge_into_another", sql`${t.mergedInto} <> ${t.id}`),
    check("customers_name_is_given", sql`length(trim(${t.name})) > 0`),
    check("customers_kind_is_known", sql`${t.kind} in ('company', 'person')`),
    check("customers_vat_number_has_its_characters", sql`${t.vatNumber} ~ '^([A-Z0-9+*]{2,20})?$'`),
    check(
      "customers_exempt_from_tax_say_why",
      sql`${t.taxExemptReason} <> '' or (${t.taxExemptNumber} = '' and ${t.taxExemptUntil} is null)`,
    ),
    check("customers_exempt_code_is_of_vatex", sql`${t.taxExemptCode} ~ '^(VATEX-[A-Z0-9-]{2,30})?$'`),
    check("customers_language_is_known", sql`${t.language} in ('en', 'de')`),
    check("customers_have_few_tags", sql`cardinality(${t.tags}) <= 10`),
    check("customers_payment_terms_are_days", sql`${t.paymentTermsDays} between 0 and 365`),
    check("customers_service_is_of_a_carrier", sql`${t.carrierId} is not null or ${t.carrierService} = ''`),
    check("customers_credit_limit_is_not_negative", sql`${t.creditLimit} >= 0`),
    check("customers_credit_policy_is_known", sql`${t.creditPolicy} in ('warn', 'refuse')`),
    safeIntegerCheck("customers", t.creditLimit),
  ],
);

const ofCustomer = () =>
  uuid("customer_id")
    .notNull()
    .references(() => customers.id);

/** The people at a customer, in the order in which they were put. */
export const customerContacts = pgTable(
  "customer_contacts",
  {
    id: id(),
    customerId: ofCustomer(),
    position: integer("position").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull().default(""),
    email: text("email").notNull().default(""),
    phone: text("phone").notNull().default(""),
  },
  (t) => [
    unique("customer_contacts_position_is_taken").on(t.customerId, t.position),
    check("customer_contacts_name_is_given", sql`length(trim(${t.name})) > 0`),
  ],
);

/** Addresses of a customer beside the main one, which stands in the customer's own row. */
export const customerAddresses = pgTable(
  "customer_addresses",
  {
    id: id(),
    customerId: ofCustomer(),
    position: integer("position").notNull(),
    /** Who receives it there; empty for the customer's own name. */
    recipient: text("recipient").notNull().default(""),
    address: text("address").notNull(),
    postcode: text("postcode").notNull().default(""),
    city: text("city").notNull().default(""),
    /** ISO 3166-1 alpha-2, or empty. */
    country: text("country").notNull().default(""),
    isDeliveryDefault: boolean("is_delivery_default").notNull().default(false),
    isBillingDefault: boolean("is_billing_default").notNull().default(false),
  },
  (t) => [
    unique("customer_addresses_position_is_taken").on(t.customerId, t.position),
    uniqueIndex("customer_addresses_one_delivery_default")
      .on(t.customerId)
      .where(sql`${t.isDeliveryDefault}`),
    uniqueIndex("customer_addresses_one_billing_default")
      .on(t.customerId)
      .where(sql`${t.isBillingDefault}`),
    check("customer_addresses_say_where", sql`length(trim(${t.address})) > 0`),
    check("customer_addresses_country_is_a_code", sql`${t.country} ~ '^([A-Z]{2})?$'`),
  ],
);

/** What was said or agreed with a customer, by whom and when. */
export const customerNotes = pgTable(
  "customer_notes",
  {
    id: id(),
    customerId: ofCustomer(),
    text: text("text").notNull(),
    writtenBy: uuid("written_by")
      .notNull()
      .references(() => users.id),
    writtenAt: instant("written_at").notNull(),
  },
  (t) => [
    index("customer_notes_of_customer").on(t.customerId, t.writtenAt, t.id),
    check("customer_notes_say_something", sql`length(trim(${t.text})) > 0`),
  ],
);
