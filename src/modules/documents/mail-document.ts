import { claimMail, type ClaimedMail, renewClaim } from "@/modules/orders/mails/claim-mail";
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
/** A fault of ours or of this machine, and none of the mail server. */
const NOT_MADE = "The document couldn't be made. Open it from its page to see why.";
const NOT_SENT = "This email couldn't be sent.";

/** By which a mail program knows a second copy, and the one who erases a customer the file of an email. */
const mailKeyOf = ({ id, orderId }: Pick<ClaimedMail, "id" | "orderId">): string => `${orderId}.${id}`;

/**
 * Sends a document to whom it was asked for: once, unless a worker is killed between the answer of the mail server and
 * writing that down. Then it goes again, with the same bytes under the same id.
 */
export async function sendQueued(ctx: JobContext, { mailId }: Asked): Promise<void> {
  const mail = await claimMail(ctx, mailId);
  if (mail === null) return;
  let answer = NOT_MADE;
  try {
    const printed = await printOnce(ctx, mail);
    answer = NOT_REACHED;
    if (!(await handOver(ctx, mail, printed))) return;
  } catch (error) {
    const said = serverAnswerOf(error);
    if (isRefusal(error)) {
      await endMail(ctx, { mailId, state: "refused", answer: said || error.message });
      return;
    }
    await releaseMail(ctx, { mailId, answer: said || answer });
    throw error;
  }
  await endMail(ctx, { mailId, state: "sent", answer: "" });
}

/** Nothing is left to try. */
export const stopQueued = (ctx: JobContext, { mailId }: Asked): Promise<void> =>
  endMail(ctx, { mailId, state: "stopped", answer: NOT_SENT });

type Printed = { fileName: string; pdf: Buffer };

/** As it was printed for the first try. */
async function printOnce(ctx: JobContext, mail: ClaimedMail): Promise<Printed> {
  if (mail.pdf) return { fileName: mail.fileName, pdf: mail.pdf };
  const printed = await printDocument(ctx, { kind: mail.kind, id: mail.documentId });
  if (printed.pdf.length > PDF_BYTES_MAX) throw tooLargeToMail({ megabytesMax: PDF_BYTES_MAX / 1_000_000 });
  await keepPdf(ctx, { mailId: mail.id, ...printed });
  return printed;
}

/** Returns whether it went: of whoever was erased while it was printed nothing leaves any more. */
async function handOver(ctx: JobContext, mail: ClaimedMail, printed: Printed): Promise<boolean> {
  const key = mailKeyOf(mail);
  if (!(await renewClaim(ctx, mail.id))) return false;
  await mailer().send({
    to: mail.recipient,
    key,
    letter: letterOf(mail),
    attachments: [{ fileName: printed.fileName, content: printed.pdf, type: "application/pdf" }],
    isByPerson: true,
  });
  // Where emails are files, the job that erases them may have looked while this one was written.
  if (!sendsMail() && (await wasErased(ctx, mail.id))) await removeMailFile(key);
  return true;
}

const letterOf = ({ subject, body }: ClaimedMail): Letter => ({
  subject,
  lines: body.split(/\n{2,}/),
  footer: [],
});
