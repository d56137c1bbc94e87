import { sql } from "drizzle-orm";
import { check, date, index, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { customerGroups, customers } from "@/modules/customers/schema";
import {
  archivedAt,
  createdAt,
  id,
  money,
  quantity,
  rate,
  safeIntegerChecks,
  version,
} from "@/platform/database/columns";
import { inLetters } from "@/platform/database/letters";

/** Prices that some customers have in place of the usual ones. One is never deleted: orders name it. */
export const priceLists = pgTable(
  "price_lists",
  {
    id: id(),
    name: text("name").notNull(),
    /** In which its prices are meant: it counts for nothing once the shop has another. */
    currency: text("currency").notNull(),
    /** Days of the shop's calendar, both included; null is without a beginning, or an end. */
    validFrom: date("valid_from"),
    validUntil: date("valid_until"),
    /** Off the usual price of what has no price in it. */
    discountRate: rate("discount_rate")
      .notNull()
      .default(sql`0`),
    archivedAt: archivedAt(),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("price_lists_name_is_taken").on(sql`lower(${t.name})`),
    index("price_lists_in_letters").on(inLetters(t.name), t.id),
    check("price_lists_have_a_name", sql`length(trim(${t.name})) > 0`),
    check("price_lists_end_after_they_begin", sql`${t.validFrom} <= ${t.validUntil}`),
    check("price_lists_discount_is_part_of_a_whole", sql`${t.discountRate} between 0 and 1000000`),
  ],
);

const ofList = () =>
  uuid("price_list_id")
    .notNull()
    .references(() => priceLists.id);

/**
 * What one costs of so many or more, from a day on. A price holds until the next one of its quantity begins, so that
 * there is never none and never two.
 */
export const priceListEntries = pgTable(
  "price_list_entries",
  {
    id: id(),
    priceListId: ofList(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    quantityFrom: quantity("quantity_from")
      .notNull()
      .default(sql`1`),
    validFrom: date("valid_from").notNull().default(FIRST_DAY),
    price: money("price").notNull(),
    version: version(),
  },
  (t) => [
    // What an order asks: of one list and one product, the newest price of each quantity.
    unique("price_list_entries_one_begins_on_a_day").on(t.priceListId, t.variantId, t.quantityFrom, t.validFrom),
    // On the page of a product.
    index("price_list_entries_of_variant").on(t.variantId, t.priceListId),
    check("price_list_entries_are_for_some", sql`${t.quantityFrom} > 0`),
    check("price_list_entries_price_is_not_negative", sql`${t.price} >= 0`),
    ...safeIntegerChecks("price_list_entries", t.quantityFrom, t.price),
  ],
);

/** Customers who have a list of their own. */
export const priceListCustomers = pgTable(
  "price_list_customers",
  {
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    priceListId: ofList(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.priceListId] }),
    index("price_list_customers_of_list").on(t.priceListId),
  ],
);

/** Groups whose customers have it. Only a group that nobody is in is removed, and its lists are no loss. */
export const priceListGroups = pgTable(
  "price_list_groups",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => customerGroups.id, { onDelete: "cascade" }),
    priceListId: ofList(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.priceListId] }), index("price_list_groups_of_list").on(t.priceListId)],
);
