import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/journey";

/** The file that the button of a list saves, as lines. */
async function exported(page: Page, name = "Export"): Promise<{ fileName: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).first().click(),
  ]);
  return { fileName: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("orders are filtered and exported, and the file holds those and no others", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Globe", { at: place, quantity: 5 });
  const [one, other] = [
    await shop.draft(place, [{ goods, quantity: 1 }]),
    await shop.draft(place, [{ goods, quantity: 2 }]),
  ];
  const page = await open("staff", { path: `/orders?search=${encodeURIComponent(one.customer)}` });
  await expect(page.getByRole("row").filter({ hasText: one.customer })).toBeVisible();

  const { fileName, text } = await exported(page);
  expect(fileName).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
  const [header, ...rows] = text.slice(1).trimEnd().split("\r\n");
  expect(header).toMatch(/^Order,Customer,Placed,Status,/);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain(`${one.number},${one.customer},`);
  expect(text).not.toContain(other.customer);
});

test("costs are in the file of a manager, and in none of somebody who may not see them", async ({ open, shop }) => {
  const goods = await shop.goods("Compass");
  const path = `/products?search=${encodeURIComponent(goods.title)}`;
  const headerOf = async (page: Page) => {
    await expect(page.getByText(goods.title).first()).toBeVisible();
    return (await exported(page)).text.split("\r\n")[0]?.split(",");
  };
  expect(await headerOf(await open("manager", { path }))).toContain("Cost");
  expect(await headerOf(await open("staff", { path }))).not.toContain("Cost");
});

test("a customer is given their data and erased, while somebody else looks at them", async ({ open, shop }) => {
  const { customerId, name } = await shop.customer();
  const path = `/customers/${customerId}`;
  const [manager, watcher] = [await open("manager", { path }), await open("staff", { path })];
  await expect(watcher.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(watcher.getByRole("button", { name: "Erase personal data" })).toHaveCount(0);

  const { text } = await exported(manager, "Export personal data");
  expect(JSON.parse(text)).toMatchObject({ customer: { customerId, name } });

  await manager.getByRole("button", { name: "Erase personal data" }).click();
  const dialog = manager.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Erase for good" })).toBeDisabled();
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Erase for good" }).click();

  const erased = `Erased customer ${customerId.slice(-4)}`;
  await expect(watcher.getByRole("heading", { level: 1, name: erased })).toBeVisible();
  await expect(watcher.getByText(name)).toHaveCount(0);
  await expect(watcher.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await manager.goto(`/customers?archived=true&search=${encodeURIComponent(erased)}`);
  await expect(manager.getByRole("row").filter({ hasText: erased }).first()).toBeVisible();
  await expect(manager.getByText(name)).toHaveCount(0);
});

test("who still gets money back is erased by somebody who has read how much", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Sextant", { at: place, quantity: 5 });
  const { orderId, customer: name } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const payment = { amount: 500, method: "cash", paidOn: "2026-01-31" } as const;
  await shop.api.change("orders", "recordPayment", { orderId, ...payment });
  await shop.api.change("orders", "cancel", { orderId });
  const { customer } = await shop.api.ask("orders", "get", { orderId });
  const page = await open("manager", { path: `/customers/${customer.id}` });
  await page.getByRole("button", { name: "Erase personal data" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText("€5.00 are left to refund")).toBeVisible();

  // Somebody takes money for the customer meanwhile: what was read is less than what there is.
  await shop.api.change("orders", "recordPayment", { orderId, ...payment, amount: 300 });
  await expect(dialog.getByText("€8.00 are left to refund")).toBeVisible();
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Erased customer ${customer.id.slice(-4)}` })).toBeVisible();
});
