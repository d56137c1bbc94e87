import { expect, headOf, test } from "./fixtures/journey";

const DAY_MS = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

test("a delivery that is expired or was received before asks first; what is expired does not ship", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Yeast");
  const receive = (lot: string, days: number, reference: string) =>
    shop.api.change("inventory", "receiveStock", {
      reference,
      lines: [
        {
          variantId: goods.variantId,
          locationId: place.binId,
          quantity: 5,
          lot: { code: lot, expiresOn: dayIn(days) },
        },
      ],
    });
  const note = `LS-${goods.sku}`;
  await receive("FRESH", 60, note);
  const page = await open("staff", { path: `/stock/receive?variant=${goods.variantId}&bin=${place.binId}` });

  await page.getByRole("button", { name: "Add lot or expiry date" }).click();
  await page.getByLabel("Lot").fill("STALE");
  await page.getByLabel("Expires on").fill(dayIn(-3));
  await page.getByLabel("Reference").fill(note.toLowerCase());
  await page.getByRole("button", { name: "Receive 1 item" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("This delivery note was received before");
  await expect(question).toContainText(goods.sku);
  await question.getByRole("button", { name: "Receive it again" }).click();
  await expect(question).toContainText("Lot STALE");
  await question.getByRole("button", { name: "Receive expired items" }).click();
  await expect(page.getByText("Received 1 item", { exact: false })).toBeVisible();

  await page.goto(`/stock/${goods.variantId}`);
  await expect(page.getByRole("table", { name: "Locations" }).getByText("Expired")).toBeVisible();
  expect(await shop.availableOf(place, [goods])).toEqual([5]);

  const order = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await page.goto(`/orders/${order.orderId}`);
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(`Bin 1 for ${goods.sku}`)).toContainText("FRESH");
  await dialog.getByLabel(`Bin 1 for ${goods.sku}`).click();
  await expect(page.getByRole("option", { name: /STALE/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: /^Ship/ }).click();
  await expect(headOf(page).getByText("Completed")).toBeVisible();
});

test("a yes receives the list that was asked about, and what was added meanwhile stays on it", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Malt");
  const note = `LS-${goods.sku}`;
  const line = { variantId: goods.variantId, locationId: place.binId, quantity: 5 };
  await shop.api.change("inventory", "receiveStock", { reference: note, lines: [line] });
  const page = await open("staff", { path: `/stock/receive?variant=${goods.variantId}&bin=${place.binId}` });
  await page.getByLabel("Reference").fill(note);

  let go = () => {};
  const added = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/api/trpc/inventory.receiveStock**", (route) => added.then(() => route.continue()));
  await page.getByRole("button", { name: "Receive 1 item" }).click();
  await page.getByRole("button", { name: `One more: Quantity of ${goods.title}` }).click();
  go();

  await page.getByRole("alertdialog").getByRole("button", { name: "Receive it again" }).click();
  await expect(page.getByText("Received 1 item", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Receive 1 item" })).toBeVisible();
  expect(await shop.availableOf(place, [goods])).toEqual([6]);
});
