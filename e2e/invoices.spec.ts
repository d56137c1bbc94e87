import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("what has shipped is invoiced, opens as a PDF, moves another's screen, and is credited", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Astrolabe", { at: place, quantity: 5 });
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const { lines } = await shop.api.ask("orders", "get", { orderId });
  const [line] = lines;
  const picked = { orderLineId: line?.id ?? "", quantity: 2, locationId: place.binId, lotId: null };
  await shop.api.change("orders", "ship", { orderId, lines: [picked] });

  const page = await open("manager", { path: `/orders/${orderId}` });
  const other = await open("staff", { path: `/orders/${orderId}` });
  await expect(other.getByRole("heading", { name: "Invoices" })).toBeVisible();
  await page.getByRole("button", { name: "Issue invoice" }).click();
  const dialog = page.getByRole("dialog", { name: `Invoice order #${number}` });
  await expect(dialog.getByRole("list", { name: "Invoiced items" })).toContainText("2 ×");
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await dialog.getByRole("button", { name: "Issue invoice" }).click();
  await expect(dialog).toBeHidden();
  const invoice = other.getByRole("list", { name: "Invoices" }).getByRole("link");
  await expect(invoice).toContainText("INV-");

  await invoice.click();
  await expect(other.getByRole("heading", { level: 1, name: /^Invoice INV-/ })).toBeVisible();
  const pdf = other.getByRole("link", { name: "Open PDF" });
  const answer = await other.request.get((await pdf.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("list", { name: "Invoices" }).getByRole("link").click();
  await page.getByRole("button", { name: "Credit", exact: true }).click();
  const credit = page.getByRole("dialog", { name: /^Credit INV-/ });
  await credit.getByLabel("Reason").fill("Damaged");
  await credit.getByRole("button", { name: "Issue credit note" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Credit note CN-/ })).toBeVisible();
  await expect(other.getByRole("list", { name: "Credit notes" })).toContainText("CN-");
  await expect(other.getByText("Credited", { exact: true }).first()).toBeVisible();
});

test("a fee has no items to credit: what is left of items is asked for, and of the fee an amount", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Sundial", { at: place, quantity: 5 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  const { lines } = await shop.api.ask("orders", "get", { orderId });
  const returned = { orderLineId: lines[0]?.id ?? "", quantity: 1, reason: "faulty" } as const;
  const { returnId } = await shop.api.change("returns", "authorise", { orderId, lines: [returned] });
  const [back] = (await shop.api.ask("returns", "get", { returnId })).lines;
  const received = { returnLineId: back?.id ?? "", quantity: 1, lotId: null, outcome: "refund" } as const;
  const kept = { ...received, disposition: "restock", locationId: place.binId, fee: 250 } as const;
  await shop.api.change("returns", "receive", { returnId, lines: [kept] });
  const { invoiceId } = await shop.api.change("invoices", "issue", { orderId, scope: "shipped", seen: 0 });

  const page = await open("manager", { path: `/invoices/${invoiceId}` });
  await page.getByRole("button", { name: "Credit", exact: true }).click();
  const credit = page.getByRole("dialog", { name: /^Credit INV-/ });
  await credit.getByRole("radio", { name: "Some items" }).click();
  await expect(credit.getByRole("textbox", { name: goods.title })).toBeVisible();
  await expect(credit.getByRole("textbox", { name: /^Restocking fee/ })).toBeHidden();
  await credit.getByRole("textbox", { name: goods.title }).fill("2");
  await credit.getByLabel("Reason").fill("Damaged");
  await credit.getByRole("button", { name: "Issue credit note" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Credit note CN-/ })).toBeVisible();

  await page.goto(`/invoices/${invoiceId}`);
  await page.getByRole("button", { name: "Credit", exact: true }).click();
  await expect(credit.getByRole("radio", { name: "An amount" })).toBeVisible();
  await expect(credit.getByRole("radio", { name: "Some items" })).toBeHidden();
});
