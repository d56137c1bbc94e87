import { expect, test } from "./fixtures/journey";

test("all that an order lets a person do is found in the palette, and the daily part has keys", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Compass", { at: place, quantity: 9 });
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 4 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const page = await open("manager", { path: `/orders/${orderId}` });
  const dialog = (name: string) => page.getByRole("dialog", { name: new RegExp(name) });
  const runByName = async (name: string) => {
    await page.keyboard.press("Control+k");
    const box = page.getByRole("dialog").getByRole("combobox");
    await box.fill(name);
    await expect(page.getByRole("option", { name, exact: false }).first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
  };

  await expect(page.getByRole("button", { name: "More actions" })).toBeEnabled();
  await page.keyboard.press("Control+k");
  const here = page.getByRole("group", { name: "On this page" });
  // In the order in which the parts of the page come.
  await expect
    .poll(async () =>
      (await here.getByRole("option").allInnerTexts()).map((text) => text.replaceAll("\n", " ")).toSorted(),
    )
    .toEqual([
      "Cancel order",
      "Duplicate ⇧ D",
      "Edit E",
      "Email order confirmation",
      "Hold H",
      "Issue invoice I",
      "Make pick list L",
      "Order confirmation",
      "Pick list",
      "Record payment P",
      "Ship S",
      "Split order ⇧ S",
    ]);
  await page.keyboard.press("Escape");

  await runByName("Split order");
  await expect(dialog(`Split order #?${number}`)).toBeVisible();
  await page.keyboard.press("Escape");
  // Shift makes another key of S.
  await page.keyboard.press("Shift+S");
  await expect(dialog(`Split order #?${number}`)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await expect(dialog("on hold\\?")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog("on hold\\?")).toBeHidden();

  await shop.api.change("orders", "ship", { orderId });
  await expect(page.getByRole("button", { name: "Return items" })).toBeVisible();
  await page.keyboard.press("r");
  await expect(dialog("Return items of order")).toBeVisible();
  // What lies behind a dialog is not reached, by key or by name.
  await dialog("Return items of order").getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("p");
  await page.waitForTimeout(200);
  await expect(dialog("payment")).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /^Products/ })).toBeVisible();
  await expect(here).toBeHidden();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await runByName("Issue invoice");
  await expect(dialog("Invoice order").getByRole("button", { name: "Issue invoice" })).toBeEnabled();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("list", { name: "Invoices" }).getByRole("listitem")).toHaveCount(1);

  // The last key of a way to a page is none of the page's own.
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL(/\/stock\/receive$/);
  await page.goBack();
  await expect(page.getByRole("button", { name: "More actions" })).toBeEnabled();

  // What belongs to another page is offered no more once it is left.
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Products", exact: true }).click();
  await page.waitForURL(/\/products$/);
  await page.keyboard.press("Control+k");
  await expect(here.getByRole("option")).toHaveText([/^ImportI$/, /^New productC$/]);
});

test("keys of a page do nothing while a dialog is open over it", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Barometer", { at: place, quantity: 9 });
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 1 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const page = await open("manager", { path: `/orders/${orderId}` });
  const invoice = page.getByRole("dialog", { name: `Invoice order #${number}` });
  await expect(page.getByRole("button", { name: "Issue invoice" })).toBeVisible();
  await page.keyboard.press("i");
  await expect(invoice.getByRole("button", { name: "Issue invoice" })).toBeEnabled();
  for (const key of ["l", "h"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(120);
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Make pick list" })).toBeVisible();
});

test("Ctrl+Enter in a dialog saves what is in it, and never the order behind it", async ({ open, shop }) => {
  const goods = await shop.goods("Hygrometer", { at: await shop.place(), quantity: 9 });
  const [{ name }, made] = [await shop.customer(), shop.newPerson("Buyer")];
  const page = await open("manager", { path: "/orders/new" });
  const customer = page.getByRole("combobox", { name: "Customer" });
  await customer.click();
  await page.getByPlaceholder("Type to search").fill(name);
  await page.getByRole("option", { name }).click();
  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(`2*${goods.sku}`);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(`Quantity of ${goods.sku}`)).toHaveValue("2");

  await page.getByRole("button", { name: "New", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New customer" });
  await dialog.getByLabel("Name").first().fill(made.name);
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(customer).toHaveText(made.name);
  await expect(page).toHaveURL(/orders.new$/);
});
