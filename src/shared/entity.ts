/*
 * What the history records changes of, by who reads of them. Like the permissions, the whole list is where every floor
 * can import it.
 */

/** Everyone who reads the history. Limits stand with the shop; by themselves only those of earlier releases. */
export const SHOP_ENTITIES = [
  "shop",
  "category",
  "product",
  "product-import",
  "adjustment-limit",
  "customer",
  "customer-group",
  "price-list",
  "carrier",
] as const;

/** Each change names the warehouses it happened in, and only people who work in one of them read of it. */
const WAREHOUSE_ENTITIES = [
  "location",
  "reorder-point",
  "lot",
  "stock-transaction",
  "order",
  "return",
  "pick-list",
  "approval",
] as const;
export type WarehouseEntity = (typeof WAREHOUSE_ENTITIES)[number];

/** People who may read users; everyone of what is by or about themselves. */
export const PEOPLE_ENTITIES = ["user", "session", "key", "view"] as const;

/** People who may read of the system; everyone of what is by themselves. */
export const SYSTEM_ENTITIES = ["job"] as const;

export const ENTITIES = [...SHOP_ENTITIES, ...WAREHOUSE_ENTITIES, ...PEOPLE_ENTITIES, ...SYSTEM_ENTITIES] as const;
export type Entity = (typeof ENTITIES)[number];
