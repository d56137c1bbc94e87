import { defineError } from "@/shared/error";

export const tooManyMails = defineError<{ number: number; mailsMax: number }>(
  "orders.too-many-mails",
  "limit",
  ({ number, mailsMax }) =>
    `${mailsMax} emails were sent of order #${number} already, which is as many as one order may have. ` +
    "Open the PDF and send it from your own mailbox. Nothing was sent.",
);

export const mailsTooFast = defineError<{ mailsMax: number }>(
  "orders.mails-too-fast",
  "limit",
  ({ mailsMax }) =>
    `You sent ${mailsMax} emails within the last hour, which is as many as one person may. ` +
    "Try again later; what you wrote is kept here. Nothing was sent.",
);

export const mailNotFound = defineError<Record<string, never>>(
  "orders.mail-not-found",
  "not-found",
  () => "This email doesn't exist, or its order is of a warehouse you can't see.",
);
