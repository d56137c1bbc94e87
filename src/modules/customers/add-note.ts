import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { AddNote } from "./contract";
import { lockUsable } from "./lock-customer";
import { recordCustomer } from "./record-customer";
import { customerNotes } from "./schema";

/** Notes down what was said or agreed with a customer, by whom and when. @throws customerNotFound, customerErased */
export async function addNote(ctx: Context, { customerId, text }: AddNote) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockUsable(ctx, customerId);
    const noteId = newId();
    await ctx.db
      .insert(customerNotes)
      .values({ id: noteId, customerId, text, writtenBy: requireActorId(ctx), writtenAt: ctx.now });
    recordCustomer(ctx, customer, { noted: "" }, { noted: text });
    return { customerId, noteId };
  });
}
