import { eq } from "drizzle-orm";
import { listContacts } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import { orders } from "@/modules/orders/schema";
import type { Context } from "@/platform/context";
import { sendsMail } from "@/platform/mail/mailer";
import type { MailedDocument } from "./contract";
import { loadDocument } from "./load-document";

/** What an email with this document would say, and who at the customer may get it. @throws as `loadDocument` */
export async function suggestMail(ctx: Context, { kind, documentId }: MailedDocument) {
  const { sheet, fileName, orderId } = await loadDocument(ctx, { kind, id: documentId });
  const customer = await findCustomer(ctx, orderId);
  const contacts = customer ? await listContacts(ctx, customer.id) : [];
  const { texts, letterhead } = sheet;
  const company = letterhead.name;
  const known = [
    ...(customer ? [{ name: customer.name, role: "", email: customer.email }] : []),
    ...contacts.map(({ name, role, email }) => ({ name, role, email })),
  ];
  return {
    orderId,
    fileName,
    subject: company === "" ? sheet.title : texts.mailSubject(sheet.title, company),
    body: texts.mailBody(sheet.title, company).trim(),
    recipients: known.filter(({ email }) => email !== ""),
    /** Whether emails leave at all. */
    sendsMail: sendsMail(),
  };
}

async function findCustomer(ctx: Context, orderId: string) {
  const [customer] = await ctx.db
    .select({ id: customers.id, name: customers.name, email: customers.email })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(eq(orders.id, orderId));
  return customer;
}
