/** What the history records changes of. Like the permissions, the whole list is where every floor can import it. */
export const ENTITIES = [
  "shop",
  "user",
  "session",
  "category",
  "product",
  "product-import",
  "location",
  "reorder-point",
  "adjustment-limit",
  "stock-transaction",
  "customer",
  "order",
] as const;
export type Entity = (typeof ENTITIES)[number];
