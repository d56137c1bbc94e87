import type { Inputs } from "@/client/trpc";

/** All of an order, which are few. */
export const invoicesOf = (orderId: string) => ({ orderId, limit: 50 }) satisfies Inputs["invoices"]["list"];
