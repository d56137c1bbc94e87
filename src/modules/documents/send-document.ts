import { askMail } from "@/modules/orders/mails/ask-mail";
import type { Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { mailDocument, type SendDocument } from "./contract";
import { loadDocument } from "./load-document";

/**
 * Has a document sent by email, as it is printed once a worker gets to it. What may not be printed is refused now.
 * @throws as `loadDocument` and `askMail`
 */
export async function sendDocument(
  ctx: Context,
  { kind, documentId, recipient, subject, body }: SendDocument,
): Promise<{ mailId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { number, orderId } = await loadDocument(ctx, { kind, id: documentId });
    const mailId = await askMail(ctx, { orderId, kind, documentId, number, recipient, subject, body });
    enqueue(ctx, mailDocument, { mailId });
    return { mailId };
  });
}
