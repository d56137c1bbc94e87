import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

test("the scan box of any screen finds a product, a bin and an order", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Headlamp", { at: place, quantity: 4 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: "/orders", onPage: listen });

  await scan(page, goods.barcode);
  await expect(page).toHaveURL(new RegExp(`/stock/${goods.variantId}$`));
  await expect(page.getByRole("heading", { level: 1, name: goods.title })).toBeVisible();

  await scan(page, place.binCode);
  await expect(page).toHaveURL(/\/warehouses\/bins\//);
  await expect(page.getByText(goods.sku)).toBeVisible();

  const box = page.getByRole("textbox", { name: "Scan or type a product, bin or order" });
  await box.fill(`#${order.number}`);
  await box.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/orders/${order.orderId}$`));

  await box.fill("no-such-code-anywhere");
  await box.press("Enter");
  await expect(page.getByText("Unknown code no-such-code-anywhere.")).toBeVisible();
  expect(await heardBy(page)).toEqual(ALARM);
  await expect(page).toHaveURL(new RegExp(`/orders/${order.orderId}$`));
});

test("a code that nobody could look up is not called unknown", async ({ open }) => {
  const page = await open("staff", { path: "/orders" });
  const lookUps = "**/api/trpc/*findByCode**";
  await page.route(lookUps, (route) => route.fulfill({ status: 503, body: "" }));
  const box = page.getByRole("textbox", { name: "Scan or type a product, bin or order" });
  const find = async (code: string) => {
    await box.fill(code);
    await box.press("Enter");
  };
  await find("no-such-code-anywhere");
  await expect(page.getByText("no-such-code-anywhere couldn't be looked up.")).toBeVisible({ timeout: 60_000 });
  await page.unroute(lookUps);
  await find("no-such-code-anywhere");
  await expect(page.getByText("Unknown code no-such-code-anywhere.")).toBeVisible();
});

test("the command palette finds and goes by keys alone", async ({ open, shop }) => {
  const goods = await shop.goods("Sextant");
  const page = await open("manager", { path: "/" });

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Receive items");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/stock\/receive$/);

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(goods.title);
  await expect(page.getByRole("option", { name: new RegExp(goods.sku) })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/products/${goods.productId}$`));
});

test("the command palette shows orders newest first, and a bin by a part of its code", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 4 });
  const older = await shop.draft(place, [{ goods, quantity: 1 }]);
  const newer = await shop.draft(place, [{ goods, quantity: 2 }]);
  const page = await open("manager", { path: "/" });

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.getByRole("combobox").fill(goods.title);
  const orders = palette.getByRole("option").filter({ hasText: "#" });
  await expect(orders.first()).toContainText(`#${newer.number}`);
  await expect(orders.nth(1)).toContainText(`#${older.number}`);
  await expect(palette.getByRole("option", { selected: true })).toContainText(`#${newer.number}`);

  await palette.getByRole("combobox").fill(place.binCode.slice(2));
  await palette.getByRole("option", { name: place.binCode }).click();
  await expect(page).toHaveURL(new RegExp(`/warehouses/bins/${place.binId}$`));
});
