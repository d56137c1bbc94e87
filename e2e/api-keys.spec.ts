import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./fixtures/journey";

/** What a program sends, which has no browser. */
const program = (request: APIRequestContext, origin: string, key: string) => {
  const headers = { authorization: `Bearer ${key}` };
  return {
    ask: (name: string, input: object) =>
      request.get(`${origin}/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers }),
    change: (name: string, data: object) =>
      request.post(`${origin}/api/trpc/${name}`, { headers: { ...headers, "idempotency-key": randomUUID() }, data }),
  };
};

test("a person creates a key, a program works with it in their name, and is refused once it is revoked", async ({
  open,
  playwright,
  shop,
  system,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Globe", { at: place, quantity: 5 });
  const customer = await shop.api.change("customers", "create", { name: "Web customer" });

  const page = await open("admin", { path: "/profile" });
  await page.getByRole("link", { name: "Manage keys" }).click();
  await page.getByRole("button", { name: /^Create key/ }).click();
  const dialog = page.getByRole("dialog");
  const name = `Shop sync ${randomUUID().slice(0, 8)}`;
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("Choose what the key may do.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Orders" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("textbox", { name: "API key" }).inputValue();
  expect(key).toMatch(/^qm_[0-9a-f]{32}_[0-9a-f]{64}$/);
  system.noteSecret(key.slice(-64));
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("Orders");
  await expect(row).toContainText("Never used");

  const request = await playwright.request.newContext();
  const sync = program(request, system.url, key);
  expect((await sync.ask("orders.list", {})).status()).toBe(200);
  const placed = await sync.change("orders.place", {
    customerId: customer.customerId,
    warehouseId: place.warehouseId,
    lines: [{ variantId: goods.variantId, quantity: 1 }],
  });
  expect(placed.status(), await placed.text()).toBe(200);
  const { orderId } = (await placed.json()).result.data;
  expect((await sync.change("customers.create", { name: "Not its business" })).status()).toBe(403);

  await page.goto(`/orders/${orderId}`);
  await expect(page.getByText(`by key ${name}`).first()).toBeVisible();

  await page.goto("/users/keys");
  await page.getByRole("searchbox").or(page.getByPlaceholder("Search key or owner")).first().fill(name);
  const listed = page.getByRole("row").filter({ hasText: name });
  await expect(listed).not.toContainText("Never");
  await listed.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(listed).toContainText("Revoked");
  expect((await sync.ask("orders.list", {})).status()).toBe(401);
  await request.dispose();
});

test("an administrator adds a program, whose key ends with it", async ({ open, playwright, system }) => {
  const page = await open("admin", { path: "/users" });
  const name = `Web shop ${randomUUID().slice(0, 8)}`;
  await page.getByRole("button", { name: "Add a program" }).click();
  const added = page.getByRole("dialog", { name: "Add a program" });
  await added.getByLabel("Name").fill(name);
  await added.getByRole("button", { name: "Add program" }).click();

  const sheet = page.getByRole("dialog", { name });
  await sheet.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await dialog.getByLabel("Name").fill("Orders");
  await dialog.getByRole("checkbox", { name: "Orders" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("textbox", { name: "API key" }).inputValue();
  system.noteSecret(key.slice(-64));
  await dialog.getByRole("button", { name: "Done" }).click();

  const request = await playwright.request.newContext();
  const shop = program(request, system.url, key);
  expect((await shop.ask("orders.list", {})).status()).toBe(200);
  await sheet.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText(`${name} was disabled`)).toBeVisible();
  expect((await shop.ask("orders.list", {})).status()).toBe(401);
  await request.dispose();
});
