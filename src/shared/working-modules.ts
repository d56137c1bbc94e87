/**
 * The modules that a worker may take alone, by name. Those that have no jobs yet are named too, so that who gives each
 * a worker need not know which do. Apart from the work itself, which a web does not load.
 */
export const WORKING_MODULES = [
  "shop",
  "users",
  "approvals",
  "catalog",
  "inventory",
  "customers",
  "pricing",
  "orders",
  "returns",
  "invoices",
  "picking",
  "documents",
  "reports",
  "parcels",
  "imports",
  "notifications",
  "privacy",
] as const;

export type WorkingModule = (typeof WORKING_MODULES)[number];
