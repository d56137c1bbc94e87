import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { archivedAt, count, rate, safeIntegerCheck, version } from "@/platform/database/columns";
import { CREDIT_POLICIES, DOCUMENT_LANGUAGES, LOGO_TYPES } from "./shop";

/** The next number of each series. Drawn in the transaction that uses it, so a rollback leaves no gap. */
export const numberSeries = pgTable(
  "number_series",
  { name: text("name").primaryKey(), next: count("next").notNull() },
  (t) => [safeIntegerCheck("number_series", t.next)],
);

/** Settings of the whole shop: exactly one row, which the migrations insert. */
export const shopSettings = pgTable(
  "shop_settings",
  {
    isOnly: boolean("is_only").primaryKey().default(true),
    companyName: text("company_name").notNull().default(""),
    address: text("address").notNull().default(""),
    /** ISO 3166-1; empty until somebody has set up the shop. */
    country: text("country").notNull().default(""),
    vatNumber: text("vat_number").notNull().default(""),
    /** Of the register of companies (BT-30): who sells outside the scope of tax is known by it. */
    registrationNumber: text("registration_number").notNull().default(""),
    /** A stored file, and the kind of image that its content was found to be. */
    logoKey: text("logo_key"),
    logoType: text("logo_type", { enum: LOGO_TYPES }),
    /** BCP 47, for numbers and dates. */
    locale: text("locale").notNull().default("en-GB"),
    /** IANA name of the zone in which the shop's days begin and end. */
    timeZone: text("time_zone").notNull(),
    /** ISO 4217. A trigger refuses another one once money is booked in it. */
    currency: text("currency").notNull(),
    pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
    /** Of all that an order has at one rate, and not of each of its lines. */
    roundsTaxOnce: boolean("rounds_tax_once").notNull().default(false),
    /**
     * What goes to a company with a VAT number in another member state of the EU, or out of the EU, is sold without
     * tax. Off until somebody turns it on, so that an update taxes nobody otherwise.
     */
    taxFreeAbroad: boolean("tax_free_abroad").notNull().default(false),
    /** Of order lines for which no other rate is set. */
    taxRate: rate("tax_rate")
      .notNull()
      .default(sql`0`),
    /** Within how many days of shipping an order is to be paid; null where nobody follows that here. */
    paymentTermsDays: integer("payment_terms_days"),
    /** What happens above a credit limit, for customers for whom nothing else is set. */
    creditPolicy: text("credit_policy", { enum: CREDIT_POLICIES }).notNull().default("warn"),
    /** For how many hours drafts hold what is available of their items; null where they hold nothing. */
    quoteHoldHours: integer("quote_hold_hours"),
    /** What documents say beside the address: where to pay, and what the law wants at the foot of a letter. */
    iban: text("iban").notNull().default(""),
    bic: text("bic").notNull().default(""),
    documentFooter: text("document_footer").notNull().default(""),
    documentLanguage: text("document_language", { enum: DOCUMENT_LANGUAGES }).notNull().default("en"),
    /** Its table is in a higher module, so the foreign key is only in the migration. */
    defaultWarehouseId: uuid("default_warehouse_id"),
    version: version(),
  },
  (t) => [
    check("shop_settings_are_one_row", sql`${t.isOnly}`),
    check("shop_settings_currency_is_a_code", sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check("shop_settings_country_is_a_code", sql`${t.country} ~ '^([A-Z]{2})?$'`),
    check("shop_settings_tax_is_part_of_a_whole", sql`${t.taxRate} between 0 and 1000000`),
    check("shop_settings_payment_terms_are_days", sql`${t.paymentTermsDays} between 0 and 365`),
    check("shop_settings_quotes_hold_for_a_while", sql`${t.quoteHoldHours} between 1 and 2160`),
    check("shop_settings_credit_policy_is_known", sql`${t.creditPolicy} in ('warn', 'refuse')`),
    check("shop_settings_document_language_is_known", sql`${t.documentLanguage} in ('en', 'de')`),
    check("shop_settings_logo_has_a_type", sql`(${t.logoKey} is null) = (${t.logoType} is null)`),
    check("shop_settings_logo_type_is_known", sql`${t.logoType} in ('image/png', 'image/jpeg', 'image/webp')`),
  ],
);

/**
 * How money comes in and goes back, as the shop names it. None is ever removed, since payments name it. Those that the
 * migrations insert have words as ids, which the release before writes.
 */
export const paymentMethods = pgTable(
  "payment_methods",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    /** From 1, as the shop has put them. */
    position: integer("position").notNull(),
    /** What a payment begins with where nothing tells more. */
    isDefault: boolean("is_default").notNull().default(false),
    archivedAt: archivedAt(),
  },
  (t) => [
    uniqueIndex("payment_methods_name_is_taken").on(sql`lower(${t.name})`),
    uniqueIndex("payment_methods_have_one_default")
      .on(t.isDefault)
      .where(sql`${t.isDefault}`),
    check("payment_methods_have_a_name", sql`length(trim(${t.name})) > 0`),
    check("payment_methods_default_is_in_use", sql`not ${t.isDefault} or ${t.archivedAt} is null`),
  ],
);
