export const CUSTOMER_SORTS = ["name", "createdAt"] as const;
