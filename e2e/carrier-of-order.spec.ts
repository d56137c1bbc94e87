import { lookAt } from "./fixtures/axe";
import { expect, isLive, showBy, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

test("an order says with whom it goes, and whoever packs it begins with that", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Barograph", { at: place, quantity: 9 });
  const [barge, sledge] = [`Barge ${goods.sku}`, `Sledge ${goods.sku}`];
  await shop.api.change("parcels", "createCarrier", { name: barge, services: ["Slow", "Slower"] });
  await shop.api.change("parcels", "createCarrier", { name: sledge });
  const { customerId, name } = await shop.customer();
  const page = await open("staff", { path: `/orders/new?customer=${customerId}` });
  await page.getByLabel("Ships from").click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await page.keyboard.press("Enter");
  await page.getByLabel(/^Carrier/).click();
  await page.getByRole("option", { name: barge }).click();
  await page.getByLabel(/^Service/).click();
  await page.getByRole("option", { name: "Slower" }).click();
  await page.reload();
  await expect(page.getByLabel(/^Carrier/)).toHaveText(barge);
  await page.getByRole("button", { name: "Place and confirm" }).click();
  await expect(page.getByText(`${barge} Slower`)).toBeVisible();

  // Another is chosen on the page of the order, which every screen that shows it hears of.
  const orderId = page.url().split("/").at(-1) ?? "";
  const other = await open("manager", { path: `/orders/${orderId}` });
  await other.getByRole("button", { name: "Change the carrier" }).click();
  const dialog = other.getByRole("dialog", { name: /^Carrier of order/ });
  await dialog.getByLabel(/^Carrier/).click();
  await other.getByRole("option", { name: sledge }).click();
  for (const [width, scheme] of [
    [360, "dark"],
    [1_440, "light"],
  ] as const) {
    await other.setViewportSize({ width, height: 900 });
    await showBy(other, scheme);
    expect((await (await lookAt(other)).analyze()).violations.map(({ id }) => id)).toEqual([]);
    expect(await widthFaults(other, { isPhone: width === 360 })).toEqual([]);
  }
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Change the carrier" }).locator("..")).toContainText(sledge);
  const history = page.getByRole("list", { name: /^History of order/ }).getByRole("listitem");
  await expect(history.first()).toContainText(`goes with: ${barge} Slower → ${sledge}`);

  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const shipping = page.getByRole("dialog", { name: /^Ship order/ });
  await expect(shipping.getByText(sledge)).toBeVisible();
  await shipping.getByRole("button", { name: "Ship", exact: true }).click();
  await page.getByRole("button", { name: "Pack a parcel" }).click();
  const packing = page.getByRole("dialog", { name: /^Pack a parcel/ });
  await expect(packing.getByLabel(/^Carrier/)).toHaveText(sledge);

  await other.goto("/parcels?view=to-pack");
  await isLive(other);
  const number = (await shop.api.ask("orders", "get", { orderId })).number;
  await other.getByRole("checkbox", { name: `Select shipment #${number}-1` }).click();
  await other.getByRole("button", { name: "Pack 1", exact: true }).click();
  const each = other.getByRole("dialog", { name: "Pack 1 shipment?" });
  await expect(each).toContainText("each goes with the carrier of its order");
  await expect(each.getByRole("listitem")).toContainText(`${name}1 item · ${sledge}`);
  await each.getByRole("button", { name: "Pack 1 shipment" }).click();
  await expect(each).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Parcels" })).toContainText(sledge);
});
