/** What of an order may be sent by email: what its customer is meant to have. Each is a document by its own name. */
export const MAILED_KINDS = [
  "order-confirmation",
  "quote",
  "packing-slip",
  "return-slip",
  "invoice",
  "credit-note",
] as const;
export type MailedKind = (typeof MAILED_KINDS)[number];

export const isMailed = <Kind extends string>(kind: Kind): kind is Kind & MailedKind =>
  MAILED_KINDS.some((mailed) => mailed === kind);

/**
 * Refused is by the mail server, or by what was to be printed; stopped is given up after many tries, or because the
 * customer was erased meanwhile. Neither is tried again by itself.
 */
export const MAIL_STATES = ["queued", "sent", "refused", "stopped"] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const SUBJECT_CHARACTERS_MAX = 200;
export const BODY_CHARACTERS_MAX = 5_000;
/** Of what went wrong, as the mail server says it. */
export const ANSWER_CHARACTERS_MAX = 300;
/** Many mail servers take no more than this with everything around it. */
export const PDF_BYTES_MAX = 10_000_000;

export const mayBeSentAgain = (state: MailState): boolean => state === "refused" || state === "stopped";
