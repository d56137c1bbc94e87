import { lookAt } from "./fixtures/axe";
import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";
import type { Goods, Place, Shop } from "./fixtures/shop";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** An item with serial numbers that are counted from 1, all in one bin. */
async function lenses(shop: Shop, at: Place, count: number): Promise<Goods & { serials: string[] }> {
  const sku = `SN-${at.binCode}`;
  const title = `Lens ${sku}`;
  const { productId, variantIds } = await shop.api.change("catalog", "createProduct", {
    title,
    variants: [{ sku, price: 1_990, hasSerials: true }],
  });
  const [variantId = ""] = variantIds;
  const serials = Array.from({ length: count }, (_, nth) => `${sku}-${nth + 1}`);
  const line = { variantId, locationId: at.binId, quantity: count, serials };
  await shop.api.change("inventory", "receiveStock", { lines: [line] });
  return { productId, variantId, sku, title, barcode: "", serials };
}

test("an item is followed by its serial number, from the gate to the customer and back", async ({ open, shop }) => {
  const place = await shop.place();
  const camera = await shop.goods("Camera");
  const [first, second, third] = ["A", "B", "C"].map((letter) => `SN-${camera.sku}-${letter}`);
  if (!first || !second || !third) throw new Error("There are three.");

  const desk = await open("manager", { path: `/products/${camera.productId}/edit` });
  await desk.getByLabel("Serial numbers").click();
  await desk.getByRole("option", { name: "One for each item" }).click();
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByRole("table", { name: "Variants" })).toContainText("Serial numbers");

  await desk.goto("/stock/receive");
  await expect(desk.getByText("Nothing scanned yet")).toBeVisible();
  await scan(desk, place.binCode);
  await expect(desk.getByText(`Receiving into ${place.binCode}`)).toBeVisible();
  await scan(desk, camera.barcode);
  const told = desk.getByRole("status");
  for (const serial of [first, second, third]) {
    await scan(desk, serial);
    await expect(told.filter({ hasText: `${serial} added` })).toBeVisible();
  }
  await scan(desk, second);
  await expect(told.filter({ hasText: `Already on the list: ${second}` })).toBeVisible();
  await desk.getByRole("button", { name: "Receive 3 items" }).click();
  await expect(desk.getByText("Received 3 items", { exact: false })).toBeVisible();
  expect(await shop.onHand(camera)).toBe(3);

  const order = await shop.draft(place, [{ goods: camera, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const { listId } = await shop.api.change("picking", "create", { orderIds: [order.orderId] });
  const { picks } = await shop.api.ask("picking", "get", { listId });
  const proposed = picks.map(({ lotCode }) => lotCode);
  const other = [first, second, third].find((serial) => !proposed.includes(serial));
  const [replaced, kept] = proposed;
  if (!other || !replaced || !kept) throw new Error("Two of three are proposed.");

  const phone = await open("staff", { ...PHONE, path: `/picking/${listId}` });
  await phone.getByRole("button", { name: "Take this list" }).click();
  await scan(phone, place.binCode);
  await expect(phone.getByRole("status").filter({ hasText: `At ${place.binCode}` })).toBeVisible();
  expect((await (await lookAt(phone)).withTags(WCAG).analyze()).violations).toEqual([]);
  await scan(phone, other);
  await expect(phone.getByText(`${other} instead of `)).toBeVisible();
  const left = phone.getByRole("list", { name: `Serial numbers of ${camera.sku} to pick` });
  await expect(left.getByRole("button")).toHaveCount(1);
  await left.getByRole("button").click();
  await expect(phone.getByText("Nothing left to pick")).toBeVisible();

  await desk.goto(`/orders/${order.orderId}`);
  await desk.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = desk.getByRole("dialog");
  await expect(dialog.getByRole("checkbox", { name: other })).toBeChecked();
  await dialog.getByRole("button", { name: "Ship", exact: true }).click();
  await expect(desk.getByText("Completed").first()).toBeVisible();
  await expect(desk.getByText(/serial numbers SN-/)).toContainText(other);

  await desk.getByRole("button", { name: "Return items" }).click();
  const returned = desk.getByRole("dialog", { name: /^Return items of order/ });
  await returned.getByLabel(`Quantity of ${camera.sku} to return`).fill("1");
  await returned.getByLabel(`Reason for ${camera.sku}`).click();
  await desk.getByRole("option", { name: "Faulty" }).click();
  await returned.getByRole("button", { name: "Authorise return" }).click();
  await expect(returned).toBeHidden();
  const address = await desk.getByRole("list", { name: "Returns" }).getByRole("link").first().getAttribute("href");
  await desk.goto(address ?? "");
  await scan(desk, place.binCode);
  await expect(desk.getByText(`Restocking into ${place.binCode}`)).toBeVisible();
  await scan(desk, other);
  await expect(desk.getByRole("checkbox", { name: other })).toBeChecked();
  await desk.getByRole("button", { name: "Receive 1 item" }).click();
  await expect(desk.getByRole("list", { name: "Received items" })).toContainText(`serial number ${other}`);

  await desk.keyboard.press("Control+k");
  await desk.getByRole("dialog").getByRole("combobox").fill(other.toLowerCase());
  await desk.getByRole("option", { name: new RegExp(`${other}.*${camera.sku}`) }).click();
  await expect(desk).toHaveURL(new RegExp(`/stock/${camera.variantId}\\?serial=`));
  await expect(desk.getByText("On hand", { exact: true }).first()).toBeVisible();
  await expect(desk.getByRole("table", { name: "Movements" }).getByRole("row")).toHaveCount(4);
});

test("a bin tells how many serial numbers it holds, and they are found and chosen one by one", async ({
  open,
  shop,
}) => {
  const [from, to] = [await shop.place(), await shop.place()];
  const { sku, serials } = await lenses(shop, from, 60);
  const [first, second, last] = [serials[0] ?? "", serials[1] ?? "", serials.at(-1) ?? ""];

  const page = await open("staff", { path: `/warehouses/bins/${from.binId}` });
  const contents = page.getByRole("table", { name: `Contents of ${from.binCode}` });
  await expect(contents.getByRole("row")).toHaveCount(2);
  await expect(contents).toContainText("60 serial numbers");
  await contents.getByRole("link", { name: `Lens ${sku}` }).click();
  await expect(page.getByRole("button", { name: `Bin: ${from.binCode}` })).toBeVisible();
  await expect(page.getByRole("table", { name: "Serial numbers" }).getByRole("link", { name: last })).toBeAttached();

  await page.goto(`/stock/move?from=${from.binId}&to=${to.binId}`);
  await page.getByRole("button", { name: `Choose serial numbers of Lens ${sku}` }).click();
  const offered = page.getByRole("list", { name: `Serial numbers of Lens ${sku}` });
  await offered.getByRole("button", { name: first, exact: false }).first().click();
  const search = page.getByPlaceholder("Serial number");
  await search.fill(`${last}-unknown`);
  await expect(offered).toContainText(`No ${last}-unknown in ${from.binCode}.`);
  await search.fill(last);
  await offered.getByRole("button", { name: last }).click();
  expect((await (await lookAt(page)).withTags(WCAG).analyze()).violations).toEqual([]);
  await scan(page, second);
  await expect(page.getByRole("list", { name: "Items to move" }).getByRole("listitem")).toHaveCount(3);
  await page.getByRole("button", { name: "Move 3 items" }).click();
  await expect(page.getByText("Moved 3 items", { exact: false })).toBeVisible();
  await page.goto(`/warehouses/bins/${to.binId}`);
  await expect(page.getByText("3 serial numbers")).toBeVisible();
});

test("of more serial numbers than a list shows any ships: picked, scanned, pasted or searched for", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await lenses(shop, place, 240);
  const { sku, serials, variantId } = goods;
  const [first = ""] = serials;
  const [pasted = "", scanned = "", searched = "", picked = ""] = serials.slice(-4);
  const { orderId } = await shop.draft(place, [{ goods, quantity: 6 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const { listId } = await shop.api.change("picking", "create", { orderIds: [orderId] });
  await shop.api.change("picking", "take", { listId });
  const { picks } = await shop.api.ask("picking", "get", { listId });
  const pick = { listId, allocationId: picks[0]?.allocationId ?? "", locationId: place.binId, variantId };
  await shop.api.change("picking", "confirmPick", { ...pick, lotId: null, serial: picked, quantity: 1 });

  const page = await open("manager", { path: `/orders/${orderId}`, onPage: listen });
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const box = (serial: string) => dialog.getByRole("checkbox", { name: `${serial} ${place.binCode}`, exact: true });
  await expect(box(picked)).toBeChecked();
  await expect(box(first)).toBeVisible();
  await expect(box(searched)).toHaveCount(0);
  await scan(page, scanned);
  await expect(box(scanned)).toBeChecked();
  expect(await heardBy(page)).toEqual([]);
  await dialog.getByRole("textbox", { name: `Serial numbers of ${sku}` }).fill(`${pasted}, ${sku}-0`);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText("Not on hand in")).toContainText(`${pasted} added, 3 of 6.`);
  expect(await heardBy(page)).toEqual(ALARM);
  await box(first).click();
  await dialog.getByLabel(`Search serial numbers of ${sku}`).fill(searched.toLowerCase());
  await box(searched).click();
  for (const serial of [picked, scanned, pasted, first, searched]) await expect(box(serial)).toBeChecked();
  await box(first).click();
  expect((await (await lookAt(page)).withTags(WCAG).analyze()).violations).toEqual([]);
  await expect(dialog.getByText("Ship 4 items")).toBeVisible();
  await dialog.getByRole("button", { name: "Ship", exact: true }).click();
  await expect(dialog).toBeHidden();
  const { shipments } = await shop.api.ask("orders", "get", { orderId });
  const shipped = shipments.flatMap(({ lines }) => lines.map(({ lotCode }) => lotCode));
  expect(new Set(shipped)).toEqual(new Set([pasted, scanned, searched, picked]));
});

test("serial numbers that are pasted by the hundred are looked up by one question", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await lenses(shop, place, 90);
  const { orderId } = await shop.draft(place, [{ goods, quantity: 90 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const page = await open("manager", { path: `/orders/${orderId}` });
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const box = dialog.getByRole("textbox", { name: `Serial numbers of ${goods.sku}` });
  await expect(dialog.getByRole("checkbox").first()).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/listBalances|listPieces/.test(request.url())) asked.push(request.url());
  });
  await box.fill(goods.serials.join(", "));
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText("and 85 more added, 90 of 90.")).toBeVisible();
  expect(asked).toHaveLength(1);
});
