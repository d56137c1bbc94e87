import { chargeTry, linkLimits } from "@/modules/users/sessions/limit-tries";
import type { Context } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { seal } from "@/platform/secrets";
import { inTransaction } from "@/platform/transaction";
import { type AskForLink, linkAskedFor } from "./contract";
import { tooManyLinks, tooManyTries } from "./refusals";

/**
 * Has a link to set a password sent to an email, if it is somebody's. That is found out where the email is sent, so the
 * answer and its time are the same for every email. Nobody is changed yet, so it is in no history.
 *
 * @throws tooManyLinks
 */
export async function askForLink(ctx: Context, { email }: AskForLink, address: string): Promise<void> {
  // Before the transaction: what is counted may be lost in a crash, and what was asked for may not.
  try {
    await chargeTry(ctx, linkLimits({ email, address }));
  } catch (error) {
    throw tooManyTries.is(error) ? tooManyLinks(error.details) : error;
  }
  await inTransaction(ctx, async (ctx) => emitProgress(ctx, linkAskedFor, { sealedEmail: seal(email) }));
}
