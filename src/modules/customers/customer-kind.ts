export const CUSTOMER_KINDS = ["company", "person"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];
