import { type AnyColumn, sql } from "drizzle-orm";
import { boolean, check, uuid } from "drizzle-orm/pg-core";
import { priceLists } from "@/modules/pricing/schema";
import { money } from "@/platform/database/columns";

/** What one of a line costs, and where that comes from. */
export const pricedColumns = () => ({
  unitPrice: money("unit_price").notNull(),
  /** Whether the tax is within the price or comes on top: as the shop had it when the order was placed. */
  pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
  /** Nobody typed the price: it is what lists and the catalog said. A trigger clears it where one is typed later. */
  takesListedPrice: boolean("takes_listed_price").notNull().default(false),
  /** The list that it is from; null for the usual price. */
  priceListId: uuid("price_list_id").references(() => priceLists.id),
});

type Columns = { unitPrice: AnyColumn; takesListedPrice: AnyColumn; priceListId: AnyColumn };

export const pricedChecks = ({ unitPrice, takesListedPrice, priceListId }: Columns) => [
  check("order_lines_price_is_not_negative", sql`${unitPrice} >= 0`),
  check("order_lines_price_of_a_list_is_not_typed", sql`${priceListId} is null or ${takesListedPrice}`),
];
