import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

// The shop has one row of settings, which these journeys change in turn.
test.describe.configure({ mode: "serial" });

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("an administrator changes the settings, and their history tells it", async ({ open, shop }) => {
  const { address } = await shop.api.ask("shop", "getSettings");
  const page = await open("admin", { path: "/settings" });
  await expect(page.getByText("so it can't be changed any more")).toBeVisible();

  await page.getByLabel("VAT number").fill("DE 12");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("A VAT number that begins with DE looks like DE123456789.")).toBeVisible();

  await page.getByLabel("VAT number").fill("DE 123 456 789");
  await page.getByLabel("Address").fill(`${address}\nGate ${Date.now()}`);
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  await expect(page.getByRole("list", { name: "History of the settings" })).toContainText("Address:");

  const clerk = await open("staff", { path: "/" });
  await expect(clerk.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expect((await clerk.goto("/settings"))?.status()).toBe(404);
});

test("of two administrators the second sees both values, and what each alone changed is kept", async ({
  open,
  shop,
}) => {
  const [first, second] = [await open("admin", { path: "/settings" }), await open("admin", { path: "/settings" })];
  const [theirs, mine] = [`Quay ${Date.now()}`, `Gate ${Date.now()}`];
  await second.getByLabel("Address").fill(mine);
  await first.getByLabel("Address").fill(theirs);
  await first.getByLabel("VAT number").fill("DE 987 654 321");
  await first.getByRole("button", { name: "Save settings" }).click();
  await expect(first.getByText("Settings saved")).toBeVisible();

  await second.getByRole("button", { name: "Save settings" }).click();
  const contest = second.getByRole("radiogroup", { name: "Address" });
  await expect(contest).toContainText(mine);
  await expect(contest).toContainText(theirs);
  await expect(second.getByText(/^DE\d+ → DE987654321$/)).toBeVisible();
  await contest.getByRole("radio", { name: /^Yours/ }).click();
  await second.getByRole("button", { name: "Continue editing" }).click();
  await second.getByRole("button", { name: "Save settings" }).click();
  await expect(second.getByText("Settings saved")).toBeVisible();
  expect(await shop.api.ask("shop", "getSettings")).toMatchObject({ address: mine, vatNumber: "DE987654321" });

  // Whoever has typed nothing goes on with what was saved.
  await expect(first.getByLabel("Address")).toHaveValue(mine);
});

test("a logo is shown at once, and refuses nobody who edits the settings meanwhile", async ({ open, shop }) => {
  const page = await open("admin", { path: "/settings" });
  const address = `Pier ${Date.now()}`;
  await page.getByLabel("Address").fill(address);
  await page
    .getByLabel(/^(Add a|Replace the) logo/)
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  const logo = page.getByRole("main").getByRole("img");
  await expect(logo).toHaveJSProperty("naturalWidth", 1);
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  expect(await shop.api.ask("shop", "getSettings")).toMatchObject({ address });

  await page.getByRole("button", { name: "Remove logo" }).click();
  await expect(logo).toHaveCount(0);
});

test("what documents say is typed as people write it, refused where it is mistyped, and kept", async ({
  open,
  shop,
}) => {
  const page = await open("admin", { path: "/settings" });
  const save = page.getByRole("button", { name: "Save settings" });
  const iban = page.getByLabel("IBAN");
  await iban.fill("de89 3704 0044 0532 0130 01");
  await page.getByLabel("BIC").fill("cobadeffxxx");
  await save.click();
  await expect(page.getByText("This IBAN is mistyped: its check digits don't fit. Compare it.")).toBeVisible();
  await expect(iban).toHaveValue("de89 3704 0044 0532 0130 01");

  await iban.fill("de89 3704 0044 0532 0130 00");
  await page.getByLabel("Footer").fill("HRB 4711 Hamburg");
  await save.click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  const { violations } = await (await lookAt(page)).include("main").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  expect(await shop.api.ask("shop", "getSettings")).toMatchObject({
    iban: "DE89370400440532013000",
    bic: "COBADEFFXXX",
    documentFooter: "HRB 4711 Hamburg",
  });
});

test("half-entered boxes are kept while others save, and a limit of others is not overwritten unseen", async ({
  open,
  shop,
}) => {
  const NONE = { quantityMax: null, valueMax: null };
  const [MINE, THEIRS] = [900_000_001, 900_000_002];
  const set = (quantityMax: number | null, seen: { quantityMax: number | null }) =>
    shop.api.change("inventory", "setAdjustmentLimit", {
      role: "admin",
      quantityMax,
      valueMax: null,
      seen: { ...NONE, ...seen },
    });
  const page = await open("admin", { path: "/settings" });
  const limit = page.getByRole("form", { name: "Adjustment limit of the role Administrator" });
  await limit.getByLabel("Items at most").fill(String(MINE));
  const group = page.getByRole("form", { name: "Add a customer group" });
  await group.getByLabel("New group").fill("Resellers");
  const series = page.getByRole("form", { name: "Order numbers" });
  await series.getByLabel("Reason").fill("New year");

  await set(THEIRS, NONE);
  await expect(limit).toContainText("Someone changed this limit to 900,000,002 items while you were editing it");
  await expect(limit.getByLabel("Items at most")).toHaveValue(String(MINE));
  await expect(limit.getByRole("button", { name: "Save limit" })).toBeDisabled();
  await limit.getByRole("button", { name: "Keep mine" }).click();
  await limit.getByRole("button", { name: "Save limit" }).click();
  await expect(page.getByText("The limit of the role Administrator was saved")).toBeVisible();
  await expect(page.getByRole("list", { name: "History of the settings" })).toContainText(
    "Adjustment limit of Administrator: 900,000,002 items → 900,000,001 items",
  );
  await set(null, { quantityMax: MINE });
  await expect(limit.getByLabel("Items at most")).toHaveValue("");

  const place = await shop.place();
  await shop.draft(place, [{ goods: await shop.goods("Ledger"), quantity: 1 }]);
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(group.getByLabel("New group")).toHaveValue("Resellers");
  await expect(series.getByLabel("Reason")).toHaveValue("New year");
});

test("what is taxed how is set up once, and every line of an order says by what it is taxed and why", async ({
  open,
  shop,
}) => {
  const name = `Reduced ${Date.now()}`;
  const goods = await shop.goods("Atlas");
  const buyer = async (values: object) =>
    shop.api.change("customers", "create", { name: `Claire ${Date.now()}`, country: "FR", ...values });
  const [person, company] = [await buyer({}), await buyer({ vatNumber: "FR40303265045" })];
  const page = await open("admin", { path: "/settings" });
  await page.getByRole("button", { name: "Add a tax category" }).click();
  const adding = page.getByRole("dialog", { name: "Add a tax category" });
  await adding.getByLabel("Name").fill(name);
  await adding.getByRole("button", { name: "Add tax category" }).click();
  await expect(page.getByRole("region", { name })).toContainText("as standard");
  await page.getByRole("button", { name: "Set a rate" }).click();
  const setting = page.getByRole("dialog", { name: "Set a tax rate" });
  await setting.getByLabel("Tax category").click();
  await page.getByRole("option", { name }).click();
  await setting.getByLabel("Goods go to").click();
  await page.getByRole("option", { name: /^France/ }).click();
  await setting.getByLabel("Tax", { exact: true }).fill("5.5");
  const { violations } = await (await lookAt(page)).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await setting.getByRole("button", { name: "Set rate" }).click();
  await expect(page.getByRole("region", { name })).toContainText("France");
  await expect(page.getByRole("list", { name: "History of the settings" })).toContainText(
    `Tax of ${name} in France: default → 5.5%`,
  );
  await page.getByLabel("Sell without tax abroad").check();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();

  await page.goto(`/products/${goods.productId}/edit`);
  await page.getByLabel("Tax category").click();
  await page.getByRole("option", { name }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/products/${goods.productId}$`));

  const order = await open("staff", { path: `/orders/new?customer=${person.customerId}` });
  await order.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await order.keyboard.press("Enter");
  const line = order.getByRole("list", { name: "Lines of the order" });
  await expect(line).toContainText(name);
  await expect(order.getByLabel(`Tax on ${goods.sku} in percent`)).toHaveValue("5.5");
  await expect(order.getByText("Taxed for France, where the goods go.")).toBeVisible();
  await order.getByRole("button", { name: "Save as draft" }).click();
  await expect(order).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);

  await order.goto(`/orders/new?customer=${company.customerId}`);
  await order.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await order.keyboard.press("Enter");
  await expect(line).toContainText("EU supply without tax");
  await order.getByRole("button", { name: "Save as draft" }).click();
  await expect(order).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(order.getByText("an EU supply to the VAT number FR40303265045")).toBeVisible();

  await page.goto("/settings");
  await page.getByLabel("Sell without tax abroad").uncheck();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
});
