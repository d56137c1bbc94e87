import * as z from "zod";

/** How far back sales are asked for, and kept by day. */
export const SALES_DAYS_MAX = 400;
const TOP_SELLERS_MAX = 50;

export const SalesPeriod = z.strictObject({ days: z.number().int().min(1).max(SALES_DAYS_MAX) });
export type SalesPeriod = z.infer<typeof SalesPeriod>;
export const TopSellers = SalesPeriod.extend({ limit: z.number().int().min(1).max(TOP_SELLERS_MAX).default(5) });
export type TopSellers = z.infer<typeof TopSellers>;
