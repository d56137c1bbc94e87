import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { customers } from "@/modules/customers/schema";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { bytes, id, instant } from "@/platform/database/columns";
import { MAIL_STATES, MAILED_KINDS } from "./mail";

/**
 * Documents that were sent to a customer by email: to whom, with what words, the very PDF, and what became of it. A
 * trigger lets nothing of it change but how far it has come, and empties what is personal as its customer is erased,
 * whichever release does that.
 */
export const orderMails = pgTable(
  "order_mails",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    /** Whose the order was then: a draft may become another's, and the address stays this one's. */
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    kind: text("kind", { enum: MAILED_KINDS }).notNull(),
    /** Of the order, shipment, return or invoice that the document is of. */
    documentId: uuid("document_id").notNull(),
    /** As the document calls itself, such as INV-2026-1001. */
    number: text("number").notNull(),
    recipient: text("recipient").notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    state: text("state", { enum: MAIL_STATES }).notNull().default("queued"),
    endedAt: instant("ended_at"),
    /** Why it has not gone, so far or for good. */
    answer: text("answer").notNull().default(""),
    tries: integer("tries").notNull().default(0),
    /** While a worker sends it no other does; of one that was killed another takes it over then. */
    sendingUntil: instant("sending_until", { precision: "microseconds" }),
    fileName: text("file_name").notNull().default(""),
    /** Of the PDF as it was printed for the first try, which is what every further one sends. */
    sha256: text("sha256").notNull().default(""),
    pdf: bytes("pdf"),
  },
  (t) => [
    index("order_mails_of_order").on(t.orderId, t.id),
    index("order_mails_of_customer").on(t.customerId),
    /** How many somebody sent of late. */
    index("order_mails_of_sender").on(t.askedBy, t.askedAt),
    check(
      "order_mails_kind_is_known",
      sql`${t.kind} in ('quote', 'order-confirmation', 'packing-slip', 'return-slip', 'invoice', 'credit-note')`,
    ),
    check("order_mails_state_is_known", sql`${t.state} in ('queued', 'sent', 'refused', 'stopped')`),
    check("order_mails_end_with_their_state", sql`(${t.state} = 'queued') = (${t.endedAt} is null)`),
    check("order_mails_that_were_sent_were_printed", sql`${t.state} <> 'sent' or ${t.sha256} <> ''`),
    check("order_mails_hash_is_one", sql`${t.sha256} ~ '^([0-9a-f]{64})?$'`),
    check(
      "order_mails_heads_are_lines",
      sql`${t.recipient} !~ '[[:cntrl:]]' and ${t.subject} !~ '[[:cntrl:]]' and ${t.fileName} !~ '[[:cntrl:]]'`,
    ),
    check(
      "order_mails_are_not_large",
      sql`length(${t.subject}) <= 200 and length(${t.body}) <= 5000 and octet_length(${t.pdf}) <= 10000000`,
    ),
  ],
);
