import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { printMany } from "@/modules/documents/contract";
import { documentsJobs } from "@/modules/documents/jobs";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { setLogo } from "@/modules/shop/set-logo";
import { sweepAll } from "@/platform/database/retention";
import { SWEEPS } from "@/server/sweeps";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { runJobsNamed } from "@/testing/mails";
import { readPdf } from "@/testing/read-pdf";
import { aShop, type Shop } from "@/testing/shop";
import { printInvoices, printOrders } from "./print-many";
import { getPrintRun, openPrintRun } from "./queries";

/** One pixel. */
const LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-print-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { TEA: 1_000 });
  await nameShop(ctx);
});

async function anOrder(): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}
const work = () => runJobsNamed(world.db, printMany.name);

async function fileOf(runId: string): Promise<Buffer> {
  const { content } = await openPrintRun(ctx, runId);
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

async function titlesOf(runId: string): Promise<string[]> {
  return readPdf(await fileOf(runId)).map(
    (page) => page.find(({ text }) => /^(Order confirmation|Invoice|Credit note) /.test(text))?.text ?? "",
  );
}

test("a hundred documents are one file, in the order of the list, and whoever waits sees how far it is", async () => {
  const orderIds: string[] = [];
  for (let place = 0; place < 100; place += 1) orderIds.push(await anOrder());
  const { runId } = await printOrders(ctx, { kind: "order-confirmation", orderIds: orderIds.toReversed() });
  expect(await getPrintRun(ctx, { runId })).toMatchObject({ total: 100, done: 0, isEnded: false, hasFile: false });
  await work();
  expect(await getPrintRun(ctx, { runId })).toMatchObject({ done: 100, failures: [], isEnded: true, hasFile: true });
  const titles = await titlesOf(runId);
  expect(titles).toHaveLength(100);
  expect(titles[0]).toBe("Order confirmation #1100");
  expect(titles.at(-1)).toBe("Order confirmation #1001");
  const told = await world.owner`select name from outbox where name = 'documents.print-progressed'`;
  expect(told.length).toBeGreaterThanOrEqual(100);
});

test("the logo is in the file once, however many documents show it", async () => {
  await setLogo(ctx, { image: LOGO });
  const orderIds = [await anOrder(), await anOrder(), await anOrder()];
  const { runId } = await printOrders(ctx, { kind: "order-confirmation", orderIds });
  await work();
  const file = (await fileOf(runId)).toString("latin1");
  expect(file.match(/\/Subtype \/Image/g)).toHaveLength(1);
  // Each page draws it.
  expect(file.match(/\/XObject <</g)).toHaveLength(3);
});

test("what can't be printed is named, and the others are printed all the same", async () => {
  const orderIds = [await anOrder(), await anOrder(), await anOrder()];
  const { runId } = await printOrders(ctx, { kind: "order-confirmation", orderIds });
  await cancelOrder(ctx, { orderId: orderIds[1] ?? "" });
  await work();
  const run = await getPrintRun(ctx, { runId });
  expect(run).toMatchObject({ done: 3, hasFile: true });
  expect(run.failures).toEqual([{ label: "#1002", message: expect.stringContaining("has no order confirmation") }]);
  expect(await titlesOf(runId)).toEqual(["Order confirmation #1001", "Order confirmation #1003"]);
  // A worker that takes it over begins again, and names it once.
  await world.owner`update print_runs set ended_at = null, file_key = ''`;
  await work();
  expect((await getPrintRun(ctx, { runId })).failures).toHaveLength(1);
});

test("invoices are those that an order has; an order without any is named", async () => {
  const [first, second] = [await anOrder(), await anOrder()];
  const { invoiceId } = await issueInvoice(ctx, { orderId: first, scope: "ordered", seen: 0 });
  const { runId } = await printOrders(ctx, { kind: "invoice", orderIds: [second, first] });
  const { runId: same } = await printInvoices(ctx, { invoiceIds: [invoiceId] });
  await work();
  expect(await getPrintRun(ctx, { runId })).toMatchObject({
    total: 1,
    failures: [{ label: "#1002", message: "Nothing of this order is invoiced yet." }],
  });
  const year = ctx.now.getUTCFullYear();
  expect(await titlesOf(runId)).toEqual([`Invoice INV-${year}-1001`]);
  expect(await titlesOf(same)).toEqual([`Invoice INV-${year}-1001`]);
});

test("where nothing can be printed there is no file", async () => {
  const { runId } = await printOrders(ctx, { kind: "packing-slip", orderIds: [await anOrder()] });
  await work();
  expect(await getPrintRun(ctx, { runId })).toMatchObject({ total: 0, isEnded: true, hasFile: false });
  await expect(openPrintRun(ctx, runId)).rejects.toMatchObject({ code: "documents.run-not-found" });
});

test.each([["order-confirmation"], ["invoice"]] as const)(
  "whoever has lost a warehouse since opens no file with a document of it: %s",
  async (kind) => {
    const orderId = await anOrder();
    await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
    const clerk = await testContext(world.db, { role: "manager", warehouses: [shop.warehouseId] });
    const { runId } = await printOrders(clerk, { kind, orderIds: [orderId] });
    await work();
    await openPrintRun(clerk, runId).then(({ content }) => content.destroy());
    const moved = { ...clerk, actor: { ...clerk.actor, warehouses: [] } };
    const notFound = { code: "documents.run-not-found" };
    await expect(openPrintRun(moved, runId)).rejects.toMatchObject(notFound);
    await expect(getPrintRun(moved, { runId })).rejects.toMatchObject(notFound);
  },
);

test("nobody else sees it, and nobody prints what they can't see", async () => {
  const orderIds = [await anOrder()];
  const { runId } = await printOrders(ctx, { kind: "order-confirmation", orderIds });
  const other = await testContext(world.db);
  await expect(getPrintRun(other, { runId })).rejects.toMatchObject({ code: "documents.run-not-found" });
  const elsewhere = await testContext(world.db, { role: "staff", warehouses: [] });
  await expect(printOrders(elsewhere, { kind: "order-confirmation", orderIds })).rejects.toMatchObject({
    kind: "not-found",
  });
  const [taken] = await world.owner`select list, filters, rows from list_exports`;
  expect(taken).toMatchObject({ list: "documents.printOrders", filters: { kind: "order-confirmation" } });
});

test("who waits for three is told to wait; one that was given up waits no longer, and goes after a day", async () => {
  const orderIds = [await anOrder()];
  const ask = () => printOrders(ctx, { kind: "order-confirmation", orderIds });
  const { runId } = await ask();
  await ask();
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: "documents.too-many-runs" });
  const delivery = { handler: printMany.name, outboxId: 1, signal: new AbortController().signal };
  await documentsJobs[1]?.onDead?.({ ...systemContext(world.db), delivery }, { runId });
  expect(await getPrintRun(ctx, { runId })).toMatchObject({ isEnded: true, hasFile: false });
  await ask();
  await world.owner`update print_runs set asked_at = now() - interval '25 hours' where id = ${runId}`;
  await sweepAll(world.db, SWEEPS);
  await expect(getPrintRun(ctx, { runId })).rejects.toMatchObject({ code: "documents.run-not-found" });
});
