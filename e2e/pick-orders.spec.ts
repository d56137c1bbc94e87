import { lookAt } from "./fixtures/axe";
import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("a picker walks a list by scanning alone, a wrong scan and an empty bin among it, and the desk sees it", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [kettle, cup] = [
    await shop.goods("Kettle", { at: place, quantity: 6 }),
    await shop.goods("Cup", { at: place, quantity: 2 }),
  ];
  const spare = await shop.place();
  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: kettle.variantId, locationId: spare.binId, quantity: 3 }],
  });
  const order = await shop.draft(place, [
    { goods: kettle, quantity: 4 },
    { goods: cup, quantity: 1 },
  ]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });

  const desk = await open("manager", { path: `/orders/${order.orderId}` });
  await desk.getByRole("button", { name: "Make pick list" }).click();
  await expect(desk.getByText("Waits to be picked")).toBeVisible();

  const phone = await open("staff", { ...PHONE, path: "/picking", onPage: listen });
  const { listId, number } = (await shop.api.ask("picking", "listOfOrder", { orderId: order.orderId }))[0] ?? {};
  await phone.goto(`/picking/${listId}`);
  await expect(phone.getByRole("heading", { name: `Pick list ${number}` })).toBeVisible();
  await phone.getByRole("button", { name: "Take this list" }).click();
  await expect(desk.getByText(/^Being picked by /)).toBeVisible();

  const told = phone.getByRole("status");
  const walk = phone.getByRole("region", { name: "Picking", exact: true });
  await expect(walk).toContainText(`Go to ${place.binCode}`);
  await scan(phone, kettle.barcode);
  await expect(told.filter({ hasText: "Scan the bin first" })).toBeVisible();
  await scan(phone, spare.binCode);
  await expect(told.filter({ hasText: `Wrong bin: ${spare.binCode}` })).toBeVisible();
  await scan(phone, place.binCode);
  await expect(told.filter({ hasText: `At ${place.binCode}` })).toBeVisible();
  expect(await heardBy(phone)).toEqual([...ALARM, ...ALARM]);

  await scan(phone, cup.barcode);
  await expect(desk.getByText("1 of 5", { exact: true })).toBeVisible();
  await scan(phone, cup.barcode);
  await expect(told.filter({ hasText: "Wrong item: Cup" })).toBeVisible();
  await scan(phone, kettle.barcode);
  await expect(desk.getByText("2 of 5", { exact: true })).toBeVisible();
  expect((await (await lookAt(phone)).withTags(WCAG).analyze()).violations).toEqual([]);

  await phone.getByRole("button", { name: `Short of ${kettle.sku}` }).click();
  await phone.getByRole("dialog").getByRole("button", { name: "Not there" }).click();
  await expect(walk.getByText(spare.binCode, { exact: true })).toBeVisible();
  await expect(told.filter({ hasText: "3 items to pick from another bin" })).toBeVisible();
  await scan(phone, spare.binCode);
  await phone.getByRole("button", { name: `Pick 3 of ${kettle.sku}` }).click();
  await expect(phone.getByText("Nothing left to pick")).toBeVisible();
  await expect(desk.getByText(/^Picked by /)).toBeVisible();

  await phone.goto("/picking?view=counts");
  const counts = phone.getByRole("table", { name: "Bins to count" });
  await expect(counts.getByRole("row").filter({ hasText: kettle.sku })).toContainText("3 short: not there");
  const bin = await open("staff", { path: `/warehouses/bins/${place.binId}` });
  await expect(bin.getByText("To be counted")).toBeVisible();

  await desk.getByRole("button", { name: "Ship", exact: true }).click();
  await desk.getByRole("dialog").getByRole("button", { name: /^Ship/ }).click();
  await expect(desk.getByText("Completed").first()).toBeVisible();
  const { shipments } = await shop.api.ask("orders", "get", { orderId: order.orderId });
  const sent = shipments.flatMap(({ lines }) =>
    lines.map((line) => `${line.quantity} ${line.sku} ${line.locationCode}`),
  );
  expect(sent.toSorted()).toEqual(
    [
      `1 ${cup.sku} ${place.binCode}`,
      `1 ${kettle.sku} ${place.binCode}`,
      `3 ${kettle.sku} ${spare.binCode}`,
    ].toSorted(),
  );
});

test("a picker whose item has no readable label picks a part of it by hand, then the rest", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Teapot", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 5 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const { listId } = await shop.api.change("picking", "create", { orderIds: [order.orderId] });
  const desk = await open("manager", { path: `/orders/${order.orderId}` });
  const phone = await open("staff", { ...PHONE, path: `/picking/${listId}` });
  await phone.getByRole("button", { name: "Take this list" }).click();
  const box = phone.getByRole("textbox", { name: `Quantity of ${goods.sku}` });
  await expect(box).toBeDisabled();
  await phone.getByRole("button", { name: "I'm there" }).click();

  await expect(box).toHaveValue("5");
  await box.fill("6");
  await box.press("Enter");
  await expect(box).toHaveAccessibleDescription("Enter 1 to 5.");
  expect((await (await lookAt(phone)).withTags(WCAG).analyze()).violations).toEqual([]);
  await box.fill("3");
  await expect(phone.getByRole("button", { name: `Pick 3 of ${goods.sku}` })).toBeVisible();
  await box.press("Enter");
  await expect(phone.getByRole("status").filter({ hasText: "2 left here" })).toBeVisible();
  await expect(box).toHaveValue("2");
  await expect(box).not.toBeFocused();
  await expect(desk.getByText("3 of 5", { exact: true })).toBeVisible();

  await phone.getByRole("button", { name: `Pick 2 of ${goods.sku}` }).click();
  await expect(phone.getByText("Nothing left to pick")).toBeVisible();
  await expect(desk.getByText(/^Picked by /)).toBeVisible();
});

test("several orders are picked in one walk, and what is cancelled meanwhile is put back", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 5 });
  const orders = [];
  for (const quantity of [2, 3]) {
    const order = await shop.draft(place, [{ goods, quantity }]);
    await shop.api.change("orders", "confirm", { orderId: order.orderId });
    orders.push(order);
  }
  const [first] = orders;
  if (!first) throw new Error("An order was placed.");
  const desk = await open("manager", { path: `/orders?search=${encodeURIComponent(goods.title)}` });
  for (const { number } of orders)
    await desk.getByRole("checkbox", { name: `Select order #${number}`, exact: true }).click();
  await desk.getByRole("region", { name: "Selected orders" }).getByRole("button", { name: "Pick 2" }).click();
  const dialog = desk.getByRole("dialog", { name: "Pick 2 orders?" });
  await dialog.getByRole("button", { name: "Make pick list" }).click();
  await expect(dialog.getByRole("status")).toContainText("5 items of 2 orders");
  await dialog.getByRole("link", { name: /^Pick list/ }).click();
  await desk.getByRole("button", { name: "Take this list" }).click();
  await scan(desk, place.binCode);
  await desk.getByRole("button", { name: `Pick 5 of ${goods.sku}` }).click();
  await expect(desk.getByText("Nothing left to pick")).toBeVisible();

  await shop.api.change("orders", "cancel", { orderId: first.orderId });
  const back = desk.getByRole("list", { name: "To put back" });
  await expect(back.getByRole("listitem")).toContainText(`from #${first.number}`);
  await back.getByRole("button", { name: `Back in ${place.binCode}` }).click();
  await expect(back).toHaveCount(0);
});
