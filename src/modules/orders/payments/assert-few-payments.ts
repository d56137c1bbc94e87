import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { tooManyPayments } from "./refusals";
import { payments } from "./schema";

/** All of an order are read at once. */
const PAYMENTS_MAX = 200;

/** @throws tooManyPayments */
export async function assertFewPayments(ctx: TxContext, { id, number }: { id: string; number: number }): Promise<void> {
  const count = await ctx.db.$count(payments, eq(payments.orderId, id));
  if (count >= PAYMENTS_MAX) throw tooManyPayments({ number, paymentsMax: PAYMENTS_MAX });
}
