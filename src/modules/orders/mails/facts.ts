import * as z from "zod";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

const MailFact = z.object({ orderId: Id, customerId: Id, mailId: Id });

export const mailAsked = defineEvent("orders.mail-asked", MailFact);
/** It could not be handed over this time. */
export const mailTried = defineEvent("orders.mail-tried", MailFact);
/** It went, or never will. */
export const mailEnded = defineEvent("orders.mail-ended", MailFact);
