import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { test } from "./fixtures/journey";
const OUT = "/tmp/w/I-tmp/pics";
mkdirSync(OUT, { recursive: true });
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
for (const [width, scheme] of [
  [1440, "light"],
  [390, "dark"],
  [390, "light"],
  [1440, "dark"],
] as const)
  test(`look ${width} ${scheme}`, async ({ open, shop }) => {
    test.setTimeout(300_000);
    const place = await shop.place();
    const goods = await shop.goods("Yeast");
    const lot = (code: string, days: number) => ({
      variantId: goods.variantId,
      locationId: place.binId,
      quantity: 12,
      lot: { code, expiresOn: dayIn(days) },
    });
    await shop.api.change("inventory", "receiveStock", {
      reference: `LS-${goods.sku}`,
      acceptExpired: true,
      lines: [lot("STALE", -3), lot("FRESH", 60), lot("SOON", 5)],
    });
    await shop.api.change("inventory", "setReorderPoint", {
      warehouseId: place.warehouseId,
      variantId: goods.variantId,
      quantity: 30,
    });
    const o1 = await shop.draft(place, [{ goods, quantity: 7 }]);
    const o2 = await shop.draft(place, [{ goods, quantity: 16 }]);
    for (const { orderId } of [o1, o2]) await shop.api.change("orders", "confirm", { orderId });
    const page = await open("admin", {
      path: "/stock?state=expired",
      viewport: { width, height: width > 500 ? 900 : 844 },
      colorScheme: scheme,
    });
    const shot = async (name: string) => {
      await page.waitForTimeout(900);
      await page.screenshot({ path: `${OUT}/${name}-${width}-${scheme}.png` });
    };
    await shot("stock-expired");
    await page.goto(`/stock/${goods.variantId}`);
    await shot("card");
    await page.goto(`/warehouses/bins/${place.binId}`);
    await shot("bin");
    await page.goto(`/orders/${o1.orderId}`);
    await page.getByRole("button", { name: "Ship" }).click();
    await shot("ship");
    await page.getByLabel(`Bin 1 for ${goods.sku}`).click();
    await shot("ship-options");
    await page.goto(`/stock/${goods.variantId}`);
    await page
      .getByRole("button", { name: `Adjust stock in ${place.binCode}` })
      .first()
      .click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Counted", { exact: true }).fill("2");
    await shot("adjust");
    await sheet.getByRole("button", { name: "Adjust stock" }).click();
    await shot("promised");
    await sheet.getByRole("button", { name: /leave .* short/ }).click();
    await page.waitForTimeout(800);
    await page
      .getByRole("button", { name: `Adjust stock in ${place.binCode}` })
      .last()
      .click();
    await sheet.getByLabel("Counted", { exact: true }).fill("12");
    await shot("count-same");
    const record = sheet.getByRole("button", { name: "Record the count" });
    if (await record.isVisible()) await record.click();
    await page.waitForTimeout(800);
    await page.mouse.wheel(0, 700);
    await shot("movements");
    await page.goto(`/orders/${o2.orderId}`);
    await shot("order-short");
    await page.goto(`/orders?view=short`);
    await shot("orders-short");
    await page.goto(`/`);
    await shot("dashboard");
    await page.goto(`/stock/receive?variant=${goods.variantId}&bin=${place.binId}`);
    await page.getByRole("button", { name: "Add lot or expiry date" }).click();
    await page.getByLabel("Lot").fill("STALE");
    await page.getByLabel("Expires on").fill(dayIn(-3));
    await page.getByLabel("Reference").fill(`ls-${goods.sku}`);
    await page.getByRole("button", { name: "Receive 1 item" }).click();
    await shot("note-seen");
    await page.getByRole("alertdialog").getByRole("button", { name: "Receive it again" }).click();
    await shot("receive-expired");
  });
