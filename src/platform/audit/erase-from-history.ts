import { sql } from "drizzle-orm";
import * as z from "zod";
import type { TxContext } from "@/platform/context";

const Erased = z.tuple([z.object({ orders: z.array(z.uuid()) })]);

/**
 * Takes an erased customer out of the record of who changed what, and out of the notes of the ledger. A function of the
 * database's owner does it, of nobody but an erased customer, and writes down which entries it changed.
 * @returns the orders that name the customer, or once did
 */
export async function eraseFromHistory(ctx: TxContext, customerId: string, lastName: string): Promise<string[]> {
  const rows = await ctx.db.execute(sql`select erase_from_history(${customerId}::uuid, ${lastName}) as orders`);
  return Erased.parse([...rows])[0].orders;
}
