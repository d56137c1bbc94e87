import type { Outputs } from "@/client/trpc";
import type { MailedKind } from "@/modules/orders/mails/mail";

export type SentMail = Outputs["orders"]["getMails"]["rows"][number];

/** What is sent, and with what it begins where an email is sent once more. */
export type Sending = {
  kind: MailedKind;
  documentId: string;
  /** As its title is called, such as "Invoice INV-2026-1001". */
  called: string;
  again?: Pick<SentMail, "recipient" | "subject" | "body">;
};
