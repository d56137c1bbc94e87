import type { Inputs } from "@/client/trpc";

/** What the parts of the dashboard ask, for them and for the server, which asks it before they do. */
export const TO_SHIP = {
  toShip: true,
  sort: "placedAt",
  descending: false,
  limit: 6,
} as const satisfies Inputs["orders"]["list"];
export const LOW_STOCK = { limit: 8 } as const satisfies Inputs["inventory"]["listLowStock"];
export const SALES_TODAY = { days: 1 } as const satisfies Inputs["orders"]["listSalesPerDay"];
export const SALES_AT_FIRST = { days: 30 } as const satisfies Inputs["orders"]["listSalesPerDay"];
export const BEST_SELLERS = { days: 30, limit: 8 } as const satisfies Inputs["orders"]["listTopSellers"];
export const LATEST_CHANGES = { limit: 15 } as const satisfies Inputs["history"]["list"];
export const FIRST_ROW = { limit: 1 } as const;
