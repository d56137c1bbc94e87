import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

/** Nothing on the page keeps somebody out; with a dialog open, in the dialog. */
async function expectOpenToAll(page: Page) {
  const look = await lookAt(page);
  const isDialog = (await page.getByRole("dialog").count()) > 0;
  const { violations } = await (isDialog ? look.include("[role=dialog]") : look).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
}

test("whom to ask at a company, and where goods go, are kept by keys alone, found, and move another's screen", async ({
  open,
  shop,
}) => {
  const { customerId, name } = await shop.customer();
  const path = `/customers/${customerId}`;
  const page = await open("staff", { path });
  const other = await open("manager", { path });

  await page.getByRole("button", { name: "Edit contacts" }).focus();
  await page.keyboard.press("Enter");
  const contacts = page.getByRole("dialog", { name: `Contacts of ${name}` });
  await contacts.getByLabel("Name").fill("Howard Aiken");
  await contacts.getByLabel("Role").fill("Buying");
  await contacts.getByLabel("Phone").fill("+49 40 123456");
  await expectOpenToAll(page);
  await page.keyboard.press("Enter");
  await expect(contacts).toBeHidden();
  await expect(other.getByRole("list", { name: "Contacts" })).toContainText("Howard Aiken · Buying");

  await page.getByRole("button", { name: "Edit addresses" }).focus();
  await page.keyboard.press("Enter");
  const addresses = page.getByRole("dialog", { name: `Other addresses of ${name}` });
  await addresses.getByLabel("Address", { exact: true }).fill("Dock 4");
  await addresses.getByLabel("City").fill(`Port of ${name}`);
  await addresses.getByRole("checkbox", { name: "Default for deliveries" }).focus();
  await page.keyboard.press("Space");
  await expectOpenToAll(page);
  await addresses.getByRole("button", { name: "Save addresses" }).press("Enter");
  await expect(addresses).toBeHidden();
  await expect(other.getByRole("list", { name: "Other addresses" })).toContainText("Dock 4");
  await expectOpenToAll(other);

  const list = await open("staff", { path: `/customers?search=${encodeURIComponent(`Port of ${name} Aiken`)}` });
  await expect(list.getByRole("row").filter({ hasText: name })).toBeVisible();
});

test("of two who set the contacts of one customer, the second is told, and loses nothing", async ({ open, shop }) => {
  const { customerId } = await shop.customer();
  const page = await open("staff", { path: `/customers/${customerId}` });
  await page.getByRole("button", { name: "Edit contacts" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Mine");
  const contacts = [{ name: "Theirs" }];
  await shop.api.change("customers", "setContacts", { customerId, version: 1, contacts });
  await dialog.getByRole("button", { name: "Save contacts" }).click();
  await expect(dialog.getByRole("alert")).toContainText("while you were editing");
  await expect(dialog.getByLabel("Name")).toHaveValue("Mine");
  await dialog.getByRole("button", { name: "Save contacts" }).click();
  await expect(page.getByRole("list", { name: "Contacts" })).toContainText("Mine");
});

test("a credit limit refuses an order in words, what was written stays, and a raised limit lets it through", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Ledger", { at: place, quantity: 50 });
  const { customerId, name } = await shop.customer();
  await shop.api.change("customers", "setAddresses", {
    customerId,
    version: 1,
    addresses: [{ address: "Dock 4", city: "Hamburg", country: "DE", isDeliveryDefault: true }],
  });
  const boss = await open("manager", { path: `/customers/${customerId}` });
  await boss.getByRole("button", { name: "Edit terms" }).click();
  const terms = boss.getByRole("dialog", { name: `Terms of ${name}` });
  await terms.getByLabel("Credit limit").fill("50");
  await terms.getByRole("combobox", { name: "Above the limit" }).click();
  await boss.getByRole("option", { name: "Refuse to confirm" }).click();
  await expectOpenToAll(boss);
  await terms.getByRole("button", { name: "Save terms" }).click();
  const used = boss.getByRole("progressbar", { name: "Credit used" });
  await expect(used).toHaveAttribute("aria-valuetext", "€0.00 of €50.00");

  const page = await open("staff", { path: `/orders/new?customer=${customerId}` });
  await expect(page.getByRole("combobox", { name: "Deliver to" })).toContainText("Dock 4");
  await page.getByRole("combobox", { name: "Ships from" }).click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await page.keyboard.press("Enter");
  await page.getByLabel(`Quantity of ${goods.sku}`).fill("3");
  await page.getByRole("button", { name: "Place and confirm" }).click();
  await expect(page.getByText("above the credit limit of €50.00")).toBeVisible();
  await expect(page.getByLabel(`Quantity of ${goods.sku}`)).toHaveValue("3");

  const { version } = await shop.api.ask("customers", "get", { customerId });
  const raised = { customerId, version, paymentTermsDays: null, creditLimit: 10_000, creditPolicy: null };
  await shop.api.change("customers", "setTerms", raised);
  await page.getByRole("button", { name: "Place and confirm" }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Dock 4")).toBeVisible();
  await expect(used).toHaveAttribute("aria-valuetext", /^€71\.04 of €100/);
});

test("a group is added in the settings, given to a customer, and narrows the list", async ({ open, shop }) => {
  const { customerId, name } = await shop.customer();
  const group = `Group of ${name}`;
  const settings = await open("admin", { path: "/settings" });
  await settings.getByLabel("New group").fill(group);
  await settings.keyboard.press("Enter");
  await expect(settings.getByRole("list", { name: "Customer groups" })).toContainText(group);

  const page = await open("staff", { path: `/customers/${customerId}` });
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: `Edit ${name}` });
  await dialog.getByRole("combobox", { name: "Group" }).click();
  await page.getByRole("option", { name: group }).click();
  await dialog.getByLabel("Tags").fill("vip, export");
  await expectOpenToAll(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("definition").filter({ hasText: group })).toBeVisible();

  await settings.getByRole("button", { name: `Remove ${group}` }).click();
  await expect(settings.getByText(`The group ${group} has 1 customer`)).toBeVisible();
  const list = await open("staff", { path: "/customers" });
  await list.getByRole("button", { name: "Group" }).click();
  await list.getByRole("menuitemradio", { name: group }).click();
  await expect(list.getByRole("row").filter({ hasText: name })).toBeVisible();
  await expect(list).toHaveURL(/group=/);
});

test("a note stands in the timeline of a customer at once, and goes with them when they are merged", async ({
  open,
  shop,
}) => {
  const [kept, other] = [await shop.customer(), await shop.customer()];
  const watching = await open("staff", { path: `/customers/${kept.customerId}` });
  const gone = await open("staff", { path: `/customers/${other.customerId}` });
  await gone.getByRole("tab", { name: "Timeline" }).click();
  await gone.getByLabel("New note").fill("Wants a call before noon");
  await gone.getByRole("button", { name: "Add note" }).click();
  await expect(gone.getByRole("list", { name: `Timeline of ${other.name}` })).toContainText("Wants a call");
  await expectOpenToAll(gone);

  const boss = await open("manager", { path: `/customers/${kept.customerId}` });
  await boss.getByRole("button", { name: "Merge" }).click();
  const dialog = boss.getByRole("dialog", { name: `Merge a duplicate into ${kept.name}` });
  await dialog.getByRole("combobox", { name: "Duplicate" }).click();
  await boss.keyboard.type(other.name);
  await boss.getByRole("option", { name: other.name }).click();
  await expect(dialog.getByText(`${other.name} is archived and points here.`)).toBeVisible();
  await expectOpenToAll(boss);
  await dialog.getByRole("button", { name: "Merge customers" }).click();
  await expect(dialog).toBeHidden();

  await watching.getByRole("tab", { name: "Timeline" }).click();
  await expect(watching.getByRole("list", { name: `Timeline of ${kept.name}` })).toContainText("Wants a call");
  await expect(gone.getByText(`Merged into ${kept.name}`)).toBeVisible();
  await gone.getByRole("link", { name: `Open ${kept.name}` }).click();
  await expect(gone).toHaveURL(new RegExp(`/customers/${kept.customerId}$`));
});

test("the timeline of a customer tells of an invoice, what comes back and the credit note as they happen", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Barometer", { at: place, quantity: 5 });
  const { orderId, customer } = await shop.draft(place, [{ goods, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  const { customer: buyer, lines } = await shop.api.ask("orders", "get", { orderId });
  const page = await open("staff", { path: `/customers/${buyer.id}` });
  await page.getByRole("tab", { name: "Timeline" }).click();
  const timeline = page.getByRole("list", { name: `Timeline of ${customer}` });
  await expect(timeline.getByRole("listitem")).toHaveCount(2);

  const { invoiceId } = await shop.api.change("invoices", "issue", { orderId, scope: "shipped", seen: 0 });
  await expect(timeline).toContainText(/Invoice INV-\d+-\d+ issued/);
  const asked = { orderLineId: lines[0]?.id ?? "", quantity: 2, reason: "faulty" } as const;
  const { returnId } = await shop.api.change("returns", "authorise", { orderId, lines: [asked] });
  await expect(timeline).toContainText(/Return R\d+ of order #\d+ authorised, 2 items/);
  const [back] = (await shop.api.ask("returns", "get", { returnId })).lines;
  const received = { returnLineId: back?.id ?? "", quantity: 1, lotId: null, outcome: "refund" } as const;
  const restocked = { ...received, disposition: "restock", locationId: place.binId } as const;
  await shop.api.change("returns", "receive", { returnId, lines: [restocked] });
  await expect(timeline).toContainText(/received, 1 item/);
  await shop.api.change("invoices", "credit", { invoiceId, reason: "Came back", seen: 1 });
  await expect(timeline.getByRole("listitem").first()).toContainText(/Credit note CN-\d+-\d+ issued/);
  await expectOpenToAll(page);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await widthFaults(page, { isPhone: true })).toEqual([]);

  await timeline
    .getByRole("link", { name: /^R\d+$/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/returns/${returnId}$`));
});
