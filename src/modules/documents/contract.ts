import * as z from "zod";
import { BODY_CHARACTERS_MAX, MAILED_KINDS, SUBJECT_CHARACTERS_MAX } from "@/modules/orders/mails/mail";
import { statusLabel, type OrderStatus } from "@/modules/orders/order";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { defineJob } from "@/shared/job";
import { formatCount } from "@/shared/plural";
import type { Staleness } from "@/shared/staleness";
import { DOCUMENT_NAMES, type DocumentKind } from "./document";
import { PRINTED_AT_ONCE_MAX, RUN_KINDS } from "./runs/run";

/** RFC 5321 allows no more. */
const EMAIL_CHARACTERS_MAX = 254;
const CONTROL_CHARACTERS = /\p{Cc}/u;

/** A document that a customer may be sent, of the order, shipment, return or invoice with this id. */
export const MailedDocument = z.strictObject({ kind: z.enum(MAILED_KINDS), documentId: Id });
export type MailedDocument = z.infer<typeof MailedDocument>;

export const SendDocument = MailedDocument.extend({
  recipient: z.string().trim().max(EMAIL_CHARACTERS_MAX).pipe(z.email("Enter a valid email address.")),
  subject: z
    .string()
    .trim()
    .min(1, "Enter a subject.")
    .max(SUBJECT_CHARACTERS_MAX, `Enter at most ${SUBJECT_CHARACTERS_MAX} characters.`)
    .refine((text) => !CONTROL_CHARACTERS.test(text), "Enter the subject in one line."),
  body: z
    .string()
    .trim()
    .min(1, "Enter a text.")
    .max(BODY_CHARACTERS_MAX, `Enter at most ${BODY_CHARACTERS_MAX} characters.`),
});
export type SendDocument = z.infer<typeof SendDocument>;

/** Some hours in all: a mail server that is away for a morning loses none. */
const MAIL_RETRY = { attemptsMax: 10, firstPauseMs: 15_000 };
export const mailDocument = defineJob("documents.mail-document", z.object({ mailId: Id }), MAIL_RETRY);

const ids = z
  .array(Id)
  .min(1, "Select at least one.")
  .max(PRINTED_AT_ONCE_MAX, `Select at most ${PRINTED_AT_ONCE_MAX}.`)
  .refine((all) => new Set(all).size === all.length, "One is named twice.");
export const PrintOrders = z.strictObject({ kind: z.enum(RUN_KINDS), orderIds: ids });
export type PrintOrders = z.infer<typeof PrintOrders>;
export const PrintInvoices = z.strictObject({ invoiceIds: ids });
export type PrintInvoices = z.infer<typeof PrintInvoices>;

export const PrintRunRef = z.strictObject({ runId: Id });
export type PrintRunRef = z.infer<typeof PrintRunRef>;

export const printMany = defineJob("documents.print-many", z.object({ runId: Id }));
export type PrintMany = z.infer<typeof printMany.payload>;
export const printProgressed = defineEvent("documents.print-progressed", z.object({ runId: Id }));

/** Asked anew each time somebody is about to send something. */
export const DOCUMENTS_STALENESS = {
  getPrintRun: [{ facts: ["documents"], about: "asked" }],
  suggestMail: [{ facts: ["orders", "invoices", "returns"], about: "asked" }, { facts: ["customers", "shop"] }],
} as const satisfies Staleness;

export const runNotFound = defineError<Record<string, never>>(
  "documents.run-not-found",
  "not-found",
  () => "This file is no longer there: it is kept for a day, for whoever had it printed. Print it again.",
);

export const tooManyRuns = defineError<Record<string, never>>(
  "documents.too-many-runs",
  "limit",
  () => "Documents that you had printed are still being made. Wait until they are there, then print these.",
);

export const tooLargeToMail = defineError<{ megabytesMax: number }>(
  "documents.too-large-to-mail",
  "limit",
  ({ megabytesMax }) => `The PDF has more than ${megabytesMax} MB, which mail servers don't take.`,
);

export const documentNotOfStatus = defineError<{ kind: DocumentKind; status: OrderStatus }>(
  "documents.not-of-status",
  "conflict",
  ({ kind, status }) =>
    `The order is ${statusLabel(status)}, and then it has no ${DOCUMENT_NAMES[kind].toLowerCase()}. ` +
    "Reload the order to see what it has.",
);

export const shipmentWasVoided = defineError<Record<string, never>>(
  "documents.shipment-was-voided",
  "conflict",
  () => "This shipment was voided and did not leave, so it has no packing slip. Reload the order.",
);

export const shipmentNotFound = defineError<Record<string, never>>(
  "documents.shipment-not-found",
  "not-found",
  () => "This shipment doesn't exist, or is of a warehouse you can't see.",
);

export const nothingToPick = defineError<Record<string, never>>(
  "documents.nothing-to-pick",
  "conflict",
  () => "Nothing is left to be picked here. Reload the page to see what became of it.",
);

export const tooLongToPrint = defineError<{ name: string; rowsMax: number }>(
  "documents.too-long-to-print",
  "limit",
  ({ name, rowsMax }) =>
    `${name} has more than ${formatCount(rowsMax, "row")} left, which is more than is printed at once. ` +
    "Pick part of it by scanner, then print the rest; or put its orders on several shorter lists.",
);

export const noEInvoice = defineError<{ problems: readonly string[] }>(
  "documents.no-e-invoice",
  "conflict",
  ({ problems }) =>
    `This invoice has no electronic form, which asks for ${problems.join(", and for ")}. The PDF holds without. ` +
    "What was issued stays as it is: for another form, credit it and issue it again.",
);
