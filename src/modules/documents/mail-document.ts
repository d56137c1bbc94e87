import { claimMail, type ClaimedMail } from "@/modules/orders/mails/claim-mail";
import { endMail, releaseMail } from "@/modules/orders/mails/end-mail";
import { keepPdf } from "@/modules/orders/mails/keep-pdf";
import { PDF_BYTES_MAX } from "@/modules/orders/mails/mail";
import { wasErased } from "@/modules/orders/mails/queries";
import type { JobContext } from "@/platform/jobs/handler";
import type { Letter } from "@/platform/mail/mail";
import { mailer, sendsMail, serverAnswerOf } from "@/platform/mail/mailer";
import { removeMailFile } from "@/platform/mail/remove-mail-files";
import { isRefusal } from "@/shared/error";
import { tooLargeToMail } from "./contract";
import { printDocument } from "./print-document";

type Asked = { mailId: string };

const NOT_REACHED = "The mail server couldn't be reached.";

/** By which a mail program knows a second copy, and the one who erases a customer the file of an email. */
const mailKeyOf = ({ id, orderId }: Pick<ClaimedMail, "id" | "orderId">): string => `${orderId}.${id}`;

/**
 * Sends a document to whom it was asked for: once, unless a worker is killed between the answer of the mail server and
 * writing that down. Then it goes again, with the same bytes under the same id.
 */
export async function sendQueued(ctx: JobContext, { mailId }: Asked): Promise<void> {
  const mail = await claimMail(ctx, mailId);
  if (mail === null) return;
  try {
    await send(ctx, mail);
  } catch (error) {
    const said = serverAnswerOf(error);
    if (isRefusal(error)) {
      await endMail(ctx, { mailId, state: "refused", answer: said || error.message });
      return;
    }
    await releaseMail(ctx, { mailId, answer: said || NOT_REACHED });
    throw error;
  }
  await endMail(ctx, { mailId, state: "sent", answer: "" });
}

/** Nothing is left to try. */
export const stopQueued = (ctx: JobContext, { mailId }: Asked): Promise<void> =>
  endMail(ctx, { mailId, state: "stopped", answer: NOT_REACHED });

async function send(ctx: JobContext, mail: ClaimedMail): Promise<void> {
  const named = { kind: mail.kind, id: mail.documentId };
  const printed = mail.pdf ? { fileName: mail.fileName, pdf: mail.pdf } : await printDocument(ctx, named);
  if (printed.pdf.length > PDF_BYTES_MAX) throw tooLargeToMail({ megabytesMax: PDF_BYTES_MAX / 1_000_000 });
  if (!mail.pdf) await keepPdf(ctx, { mailId: mail.id, ...printed });
  const key = mailKeyOf(mail);
  await mailer().send({
    to: mail.recipient,
    key,
    letter: letterOf(mail),
    attachments: [{ fileName: printed.fileName, content: printed.pdf, type: "application/pdf" }],
    isByPerson: true,
  });
  // Where emails are files, the job that erases them may have looked while this one was written.
  if (!sendsMail() && (await wasErased(ctx, mail.id))) await removeMailFile(key);
}

const letterOf = ({ subject, body }: ClaimedMail): Letter => ({
  subject,
  lines: body.split(/\n{2,}/),
  footer: [],
});
