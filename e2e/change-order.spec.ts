import { expect, headOf, test } from "./fixtures/journey";

test("an open order is edited: its reserved items follow, a shortage is named, and the history says it", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [pot, lid] = [
    await shop.goods("Pot", { at: place, quantity: 5 }),
    await shop.goods("Lid", { at: place, quantity: 5 }),
  ];
  const order = await shop.draft(place, [{ goods: pot, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const page = await open("staff", { path: `/orders/${order.orderId}` });

  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  await page.getByRole("link", { name: "Edit" }).click();
  const quantity = page.getByLabel(`Quantity of ${pot.sku}`);
  await expect(quantity).toHaveValue("2");
  // What the order holds is there for it.
  await expect(page.getByText("5 available")).toBeVisible();
  await quantity.fill("6");
  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(lid.sku);
  await page.keyboard.press("Enter");
  await page.getByLabel(`Quantity of ${lid.sku}`).fill("3");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Not enough stock for 1 product. Nothing was changed.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: pot.sku })).toContainText("5");

  await quantity.fill("5");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page).toHaveURL(new RegExp(`/orders/${order.orderId}$`));
  const history = page.getByRole("list", { name: `History of order #${order.number}` });
  await expect(history).toContainText(`${pot.sku}: 2 × €19.90 → 5 × €19.90`);
  await expect(history).toContainText(`${lid.sku} added: 3 × €19.90`);
  await expect(history).toContainText("difference: +");
  const { lines, status } = await shop.api.ask("orders", "get", { orderId: order.orderId });
  expect({ status, lines: lines.map(({ sku, reserved }) => [sku, reserved]) }).toEqual({
    status: "confirmed",
    lines: [
      [pot.sku, 5],
      [lid.sku, 3],
    ],
  });
});

test("of two people who edit one open order, the second is stopped, sees both values, and loses nothing", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const pot = await shop.goods("Pot", { at: place, quantity: 20 });
  const order = await shop.draft(place, [{ goods: pot, quantity: 4 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const path = `/orders/${order.orderId}/edit`;
  const [first, second] = [await open("admin", { path }), await open("manager", { path })];

  await second.getByLabel(`Quantity of ${pot.sku}`).fill("5");
  await second.getByLabel("Note").fill("Only the second wrote this");
  await first.getByLabel(`Quantity of ${pot.sku}`).fill("7");
  await first.getByRole("button", { name: "Save changes" }).click();
  await expect(first).toHaveURL(new RegExp(`/orders/${order.orderId}$`));

  await expect(second.getByText("Someone changed this order while you were editing.")).toBeVisible();
  await second.getByRole("button", { name: "Save changes" }).click();
  const contest = second.getByRole("radiogroup", { name: pot.title });
  await expect(contest).toContainText("7 ×");
  await contest.getByRole("radio", { name: /^Yours/ }).click();
  await second.getByRole("button", { name: "Continue editing" }).click();
  await second.getByRole("button", { name: "Save changes" }).click();
  await expect(second).toHaveURL(new RegExp(`/orders/${order.orderId}$`));
  const { note, lines } = await shop.api.ask("orders", "get", { orderId: order.orderId });
  expect([note, lines[0]?.quantity]).toEqual(["Only the second wrote this", 5]);
});

test("what has shipped stays: its price is fixed, and fewer than that are not taken", async ({ open, shop }) => {
  const place = await shop.place();
  const pot = await shop.goods("Pot", { at: place, quantity: 9 });
  const order = await shop.draft(place, [{ goods: pot, quantity: 4 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const { lines } = await shop.api.ask("orders", "get", { orderId: order.orderId });
  await shop.api.change("orders", "ship", {
    orderId: order.orderId,
    lines: [{ orderLineId: lines[0]?.id ?? "", quantity: 3, locationId: place.binId, lotId: null }],
  });

  const page = await open("staff", { path: `/orders/${order.orderId}/edit` });
  const quantity = page.getByLabel(`Quantity of ${pot.sku}`);
  await expect(page.getByText("3 shipped, price fixed")).toBeVisible();
  await expect(page.getByLabel(`Price of ${pot.sku}`)).toBeDisabled();
  await quantity.fill("2");
  await expect(quantity).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/More of order .* has shipped than would be left of it/)).toBeVisible();
  await quantity.fill("3");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(headOf(page).getByText("Completed")).toBeVisible();
});
