import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { setContacts } from "@/modules/customers/set-contacts";
import { listCustomerEvents } from "@/modules/history/customer-events";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { getMails, getSentPdf } from "@/modules/orders/mails/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { eraseCustomer } from "@/modules/privacy/erase-customer";
import type { JobContext } from "@/platform/jobs/handler";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { MailServer } from "@/testing/mail-server";
import { runJobsNamed } from "@/testing/mails";
import { readPdf } from "@/testing/read-pdf";
import { aShop, type Shop } from "@/testing/shop";
import { untilSomeoneWaits } from "@/testing/waiting";
import { mailDocument, SendDocument } from "./contract";
import { documentsJobs } from "./jobs";
import { printDocument } from "./print-document";
import { suggestMail } from "./queries";
import { sendDocument } from "./send-document";

const world = testDatabase();
let server: MailServer;
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let orderId: string;

beforeAll(async () => {
  server = await MailServer.start();
  vi.stubEnv("SMTP_URL", server.url);
  vi.stubEnv("MAIL_FROM", "Globes <sales@globes.example>");
});
beforeEach(async () => {
  ctx = await testContext(world.db, { name: "Ann" });
  shop = await aShop(ctx, { TEA: 100 });
  await nameShop(ctx);
  orderId = await anOrder();
});
afterEach(() => {
  server.received.length = 0;
  server.answers = [];
});
afterAll(() => server.stop());

async function anOrder(customerId = shop.customerId, confirm = true): Promise<string> {
  const lines = [{ variantId: shop.variant.TEA, quantity: 2 }];
  return (await placeOrder(ctx, { customerId, warehouseId: shop.warehouseId, lines, confirm })).orderId;
}
async function anInvoice() {
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  return { kind: "invoice", documentId: invoiceId } as const;
}
const confirmation = () => ({ kind: "order-confirmation", documentId: orderId }) as const;
const WORDS = { recipient: "ada@example.com", subject: "Your order", body: "Hello Ada,\n\nhere it is." };

const send = (named: { kind: SendDocument["kind"]; documentId: string }, words: Partial<typeof WORDS> = {}) =>
  sendDocument(ctx, { ...named, ...WORDS, ...words });
/** Each time it is called, as a queue that delivers twice. */
const work = () => runJobsNamed(world.db, mailDocument.name);
const mails = async () => (await getMails(ctx, { orderId })).rows;

/** The PDF that an email carries. */
function attachedTo(raw: string | undefined): Buffer {
  const [, base64 = ""] = /Content-Type: application\/pdf[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw ?? "") ?? [];
  return Buffer.from(base64, "base64");
}

test("an invoice goes to whom it was asked for, as it was issued, and is kept as it went", async () => {
  const invoice = await anInvoice();
  await send(invoice);
  expect(await mails()).toMatchObject([{ state: "queued", number: "INV-2026-1001", hasPdf: false, tries: 0 }]);
  await work();

  expect(server.received.map(({ to }) => to)).toEqual([["ada@example.com"]]);
  const raw = server.received[0]?.raw ?? "";
  expect(raw).toContain("Subject: Your order");
  expect(raw).toContain("From: Globes <sales@globes.example>");
  expect(raw).not.toContain("Auto-Submitted");
  const pdf = attachedTo(raw);
  expect(pdf.equals((await printDocument(ctx, { kind: "invoice", id: invoice.documentId })).pdf)).toBe(true);
  expect(pdf.toString("latin1")).toContain("factur-x.xml");
  const [mail] = await mails();
  expect(mail).toMatchObject({ state: "sent", recipient: "ada@example.com", askedByName: "Ann", answer: "", tries: 1 });
  expect(mail?.sha256).toBe(createHash("sha256").update(pdf).digest("hex"));
  expect((await getSentPdf(ctx, mail?.id ?? "")).pdf).toEqual(pdf);
});

test("what was sent of an order stays what it was, whatever becomes of the order", async () => {
  await send(confirmation());
  await work();
  await cancelOrder(ctx, { orderId });
  const [mail] = await mails();
  const kept = readPdf((await getSentPdf(ctx, mail?.id ?? "")).pdf).flat();
  expect(kept.map(({ text }) => text).join(" ")).toContain("Order confirmation");
  for (const change of ["subject = 'Other'", "recipient = 'eve@example.com'", "state = 'queued', ended_at = null"])
    await expect(world.owner.unsafe(`update order_mails set ${change}`)).rejects.toThrow("stay as they were");
  await expect(world.owner`update order_mails set pdf = 'x'`).rejects.toThrow("stay as they were");
  await expect(world.owner`delete from order_mails`).rejects.toThrow("append-only");
});

describe("one email", () => {
  test("is sent of a job that is delivered twice", async () => {
    await send(confirmation());
    await work();
    await work();
    expect(server.received).toHaveLength(1);
  });

  test("is sent by one of two workers that have it at once; the other comes back later", async () => {
    await send(confirmation());
    const both = await Promise.allSettled([work(), work()]);
    expect(both.filter(({ status }) => status === "rejected")).toHaveLength(1);
    await work();
    expect(server.received).toHaveLength(1);
  });

  test("of a worker that was killed goes again later, with the same bytes under the same id", async () => {
    await send(confirmation());
    server.answers = [{ code: 451, text: "later" }];
    await expect(work()).rejects.toThrow("451");
    // Killed with the email in hand, and the order is another by then.
    await world.owner`update order_mails set sending_until = now() + interval '1 minute'`;
    await expect(work()).rejects.toThrow("in hand");
    expect(server.received).toEqual([]);
    await cancelOrder(ctx, { orderId });
    await world.owner`update order_mails set sending_until = now() - interval '1 second'`;
    await work();
    const [mail] = await mails();
    const raw = server.received[0]?.raw ?? "";
    expect(/^Message-ID:\s+(\S+)/m.exec(raw)?.[1]).toContain(`<${orderId}.${mail?.id}@`);
    expect(createHash("sha256").update(attachedTo(raw)).digest("hex")).toBe(mail?.sha256);
    expect(mail).toMatchObject({ state: "sent", tries: 2, answer: "" });
  });
});

describe("a mail server", () => {
  test("that refuses an address for good is quoted, and is not asked again", async () => {
    await send(confirmation());
    server.answers = [{ code: 550, text: "5.1.1 no ada@example.com here" }];
    await work();
    await work();
    expect(server.received).toEqual([]);
    const [mail] = await mails();
    expect(mail).toMatchObject({ state: "refused", tries: 1 });
    expect(mail?.answer).toContain("550 5.1.1 no ada@example.com here");
    await send(confirmation(), { recipient: "lovelace@example.com" });
    await work();
    expect((await mails()).map(({ state }) => state)).toEqual(["sent", "refused"]);
  });

  test("that is busy is quoted until it takes it", async () => {
    await send(confirmation());
    server.answers = [{ code: 421, text: "too many of you" }];
    await expect(work()).rejects.toThrow("421");
    const [waiting] = await mails();
    expect(waiting).toMatchObject({ state: "queued", tries: 1 });
    expect(waiting?.answer).toContain("421 too many of you");
    await work();
    expect(await mails()).toMatchObject([{ state: "sent", answer: "" }]);
  });

  const giveUp = async (mailId: string) => {
    const delivery = { handler: mailDocument.name, outboxId: 1, signal: new AbortController().signal };
    const job: JobContext = { ...systemContext(world.db), delivery };
    await documentsJobs[0]?.onDead?.(job, { mailId });
  };

  test("that never takes it is quoted with what it said last", async () => {
    const { mailId } = await send(confirmation());
    server.answers = [{ code: 421, text: "too many of you" }];
    await expect(work()).rejects.toThrow("421");
    await giveUp(mailId);
    expect(await mails()).toMatchObject([{ state: "stopped", answer: expect.stringContaining("too many of you") }]);
  });

  test("that stays away for hours is not asked for ever", async () => {
    const { mailId } = await send(confirmation());
    await giveUp(mailId);
    expect(await mails()).toMatchObject([{ state: "stopped", answer: "This email couldn't be sent." }]);
    await work();
    expect(server.received).toEqual([]);
  });
});

test("what can't be made because of a fault is not blamed on the mail server, and goes once it is mended", async () => {
  await send(confirmation());
  await world.owner`revoke select on products from quartermaster_app`;
  try {
    await expect(work()).rejects.toThrow("products");
  } finally {
    await world.owner`grant select on products to quartermaster_app`;
  }
  expect(await mails()).toMatchObject([
    { state: "queued", answer: expect.stringContaining("The document couldn't be made") },
  ]);
  await work();
  expect(await mails()).toMatchObject([{ state: "sent", answer: "" }]);
});

test("whoever is erased while their document is printed gets no email", async () => {
  await send(confirmation());
  const admin = await testContext(world.db, { role: "admin" });
  let working: Promise<unknown> = Promise.resolve();
  await world.owner.begin(async (held) => {
    await held`lock table products in access exclusive mode`;
    working = work();
    await untilSomeoneWaits(world);
    await cancelOrder(ctx, { orderId });
    await eraseCustomer(admin, { customerId: shop.customerId, name: "Ada Example" });
  });
  await working;
  expect(server.received).toEqual([]);
  expect(await mails()).toMatchObject([{ state: "stopped", recipient: "", hasPdf: false }]);
});

test("what can't be printed any more is not sent, and says why", async () => {
  orderId = await anOrder(shop.customerId, false);
  await send({ kind: "quote", documentId: orderId });
  await cancelOrder(ctx, { orderId });
  await work();
  expect(await mails()).toMatchObject([{ state: "refused", answer: expect.stringContaining("has no quote") }]);
  const refused = { code: "documents.not-of-status" };
  await expect(send({ kind: "quote", documentId: orderId })).rejects.toMatchObject(refused);
});

test("it suggests who may get it, in the words of the shop's language", async () => {
  const { customerId } = await createCustomer(ctx, { name: "Ada Ltd", email: "office@ada.example" });
  const contact = { name: "Grace", role: "Accounts", email: "grace@ada.example", phone: "" };
  await setContacts(ctx, { customerId, version: 1, contacts: [contact, { ...contact, name: "Joe", email: "" }] });
  orderId = await anOrder(customerId);
  const suggested = () => suggestMail(ctx, confirmation());
  expect(await suggested()).toMatchObject({
    subject: "Order confirmation #1002 from Globes & Sons",
    body: expect.stringContaining("Kind regards\nGlobes & Sons"),
    fileName: "Order-confirmation-1002.pdf",
    recipients: [{ email: "office@ada.example" }, { name: "Grace", role: "Accounts", email: "grace@ada.example" }],
    sendsMail: true,
  });
  await nameShop(ctx, { documentLanguage: "de" });
  expect(await suggested()).toMatchObject({ subject: "Auftragsbestätigung #1002 von Globes & Sons" });
});

describe("who asks", () => {
  test.each([
    ["two addresses", { recipient: "ada@example.com, eve@example.com" }],
    ["an address with a line break", { recipient: "ada@example.com\r\nBcc: eve@example.com" }],
    ["no address", { recipient: "Ada" }],
    ["a subject of two lines", { subject: "Hello\r\nBcc: eve@example.com" }],
    ["a subject that is too long", { subject: "x".repeat(201) }],
    ["a text that is too long", { body: "x".repeat(5_001) }],
  ])("for %s is told so", (_, words) => {
    expect(SendDocument.safeParse({ ...confirmation(), ...WORDS, ...words }).success).toBe(false);
  });

  test("for a document of a warehouse that they don't work in finds none, nor what was sent of it", async () => {
    await send(confirmation());
    await work();
    const [mail] = await mails();
    const clerk = await testContext(world.db, { role: "staff", warehouses: [] });
    const notFound = { kind: "not-found" };
    await expect(sendDocument(clerk, { ...confirmation(), ...WORDS })).rejects.toMatchObject(notFound);
    await expect(getMails(clerk, { orderId })).rejects.toMatchObject(notFound);
    await expect(getSentPdf(clerk, mail?.id ?? "")).rejects.toMatchObject(notFound);
  });

  test("for a great many within an hour is told to wait, and others are not", async () => {
    const { mailId } = await send(confirmation());
    const other = await anOrder();
    await world.owner`
      insert into order_mails
        (id, order_id, customer_id, kind, document_id, number, recipient, subject, body, asked_by, asked_at)
      select gen_random_uuid(), ${other}, customer_id, kind, ${other}, '#1', 'a@b.example', 'x', 'x', asked_by, asked_at
      from generate_series(1, 199), order_mails where id = ${mailId}`;
    await expect(send(confirmation())).rejects.toMatchObject({ code: "orders.mails-too-fast" });
    const colleague = await testContext(world.db, { role: "staff" });
    await sendDocument(colleague, { ...confirmation(), ...WORDS });
    orderId = other;
    await expect(sendDocument(colleague, { ...confirmation(), ...WORDS })).rejects.toMatchObject({
      code: "orders.too-many-mails",
    });
  });
});

test("the timeline of the customer and the history of the order tell of it, and name no address", async () => {
  await send(confirmation());
  server.answers = [{ code: 550, text: "no" }];
  await work();
  const { rows } = await listCustomerEvents(ctx, { customerId: shop.customerId, limit: 10 });
  expect(rows[0]).toMatchObject({ kind: "email", orderId, text: "#1001", byName: "Ann", isVoided: true });
  const entries = await world.owner`select after from audit_entries where entity_id = ${orderId} order by id`;
  expect(entries.map(({ after }) => after).slice(-2)).toEqual([{ mailed: "#1001" }, { notSent: "#1001" }]);
});

test("a customer who is erased while it waits is written to no more", async () => {
  await send(confirmation());
  await cancelOrder(ctx, { orderId });
  await eraseCustomer(ctx, { customerId: shop.customerId, name: "Ada Example" });
  await work();
  expect(server.received).toEqual([]);
  expect(await mails()).toMatchObject([{ state: "stopped", recipient: "", subject: "", body: "" }]);
});
