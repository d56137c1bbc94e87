import { eq } from "drizzle-orm";
import { actorId, type Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { noteNotFound, noteOfOther, type RemoveNote } from "./contract";
import { lockUsable } from "./lock-customer";
import { recordCustomer } from "./record-customer";
import { customerNotes } from "./schema";

/**
 * Takes a note away again: whoever wrote it, or who may remove those of others. The history keeps what it said.
 * @throws noteNotFound, noteOfOther, customerErased
 */
export async function removeNote(ctx: Context, { noteId }: RemoveNote) {
  return inTransaction(ctx, async (ctx) => {
    const isMeant = eq(customerNotes.id, noteId);
    const [found] = await ctx.db.select({ customerId: customerNotes.customerId }).from(customerNotes).where(isMeant);
    if (!found) throw noteNotFound({ noteId });
    const customer = await lockUsable(ctx, found.customerId);
    const [note] = await ctx.db.select().from(customerNotes).where(isMeant);
    if (!note) throw noteNotFound({ noteId });
    if (note.writtenBy !== actorId(ctx) && !can(ctx.actor, "customers.remove-others-note")) throw noteOfOther({});
    await ctx.db.delete(customerNotes).where(isMeant);
    recordCustomer(ctx, customer, { noted: note.text }, { noted: "" });
    return { customerId: customer.id };
  });
}
