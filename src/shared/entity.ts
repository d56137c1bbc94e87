/** What the history records changes of. Like the list of permissions, the whole list lies where every floor can see it. */
export const ENTITIES = [
  "user",
  "session",
  "category",
  "product",
  "product-import",
  "location",
  "reorder-point",
  "stock-transaction",
  "customer",
  "order",
] as const;
export type Entity = (typeof ENTITIES)[number];
