import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, headOf, test } from "./fixtures/journey";
import type { Shop } from "./fixtures/shop";
import { widthFaults } from "./fixtures/width";

/** What leads from an order to another, beside its shipping. */
const fact = (page: Page, label: string) => page.locator("dt").getByText(label, { exact: true });

async function confirmed(shop: Shop, place: Awaited<ReturnType<Shop["place"]>>, quantity = 4) {
  const pot = await shop.goods("Pot", { at: place, quantity: 9 });
  const lid = await shop.goods("Lid", { at: place, quantity: 9 });
  const order = await shop.draft(place, [
    { goods: pot, quantity },
    { goods: lid, quantity: 2 },
  ]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  return { pot, lid, ...order };
}

test("items of a line are cancelled and restored, another's screen moves, and the history says it", async ({
  open,
  shop,
}) => {
  const { pot, orderId, number } = await confirmed(shop, await shop.place());
  const page = await open("staff", { path: `/orders/${orderId}` });
  const other = await open("manager", { path: `/orders/${orderId}` });
  const row = (of: typeof page) => of.getByRole("row").filter({ hasText: pot.sku });
  await expect(row(other)).toBeVisible();

  await page.getByRole("button", { name: `Cancel items of ${pot.sku}` }).click();
  const dialog = page.getByRole("dialog", { name: `Cancel items of ${pot.sku}` });
  await expect(dialog.getByLabel("Quantity")).toHaveValue("4");
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await dialog.getByLabel("Quantity").fill("5");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("4 items are left to ship, and 5 were entered");
  await dialog.getByLabel("Quantity").fill("3");
  await expect(dialog.getByRole("status")).toContainText("This line then bills");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("columnheader", { name: "Cancelled" })).toBeVisible();
  await expect(other.getByRole("columnheader", { name: "Cancelled" })).toBeVisible();
  const history = page.getByRole("list", { name: `History of order #${number}` });
  await expect(history).toContainText(`item: ${pot.sku}`);
  await expect(history).toContainText("cancelled: 0 → 3");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(history).toContainText("Restored items");
  const { lines } = await shop.api.ask("orders", "get", { orderId });
  expect(lines.map(({ reserved, cancelled }) => [reserved, cancelled])).toEqual([
    [4, 0],
    [2, 0],
  ]);
});

test("an order is split into one for another warehouse, and both lead to each other", async ({ open, shop }) => {
  const here = await shop.place();
  const code = `L-${randomInt(10 ** 6)}`;
  const there = await shop.api.change("inventory", "createWarehouse", { code, name: `Lyon ${code}` });
  const { pot, orderId, number } = await confirmed(shop, here);
  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: pot.variantId, locationId: there.binId, quantity: 2 }],
  });
  const page = await open("manager", { path: `/orders/${orderId}` });
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Split order" }).click();
  const dialog = page.getByRole("dialog", { name: `Split order #${number}` });
  await dialog.getByLabel("Second order ships from").click();
  await page.getByRole("option", { name: `Lyon ${code}` }).click();
  await expect(dialog.getByText("2 available there")).toBeVisible();
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  const quantity = dialog.getByLabel(`Quantity of ${pot.sku} to move`);
  await quantity.fill("3");
  await dialog.getByRole("button", { name: "Split order" }).click();
  await expect(dialog.getByText("Not enough stock for 1 product.")).toBeVisible();
  await quantity.fill("2");
  await dialog.getByRole("button", { name: "Split order" }).click();

  await expect(page).not.toHaveURL(new RegExp(`/orders/${orderId}$`));
  await expect(fact(page, "Split off")).toBeVisible();
  await page.getByRole("link", { name: `#${number}` }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}$`));
  await expect(fact(page, "Split into")).toBeVisible();
  const { lines, links } = await shop.api.ask("orders", "get", { orderId });
  expect(lines.map(({ quantity: left, reserved }) => [left, reserved])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  const part = await shop.api.ask("orders", "get", { orderId: links[0]?.id ?? "" });
  expect(part).toMatchObject({ warehouseId: there.warehouseId, status: "confirmed", lines: [{ reserved: 2 }] });
});

test("an order is duplicated at today's prices, and a cancelled one reopened at its own", async ({ open, shop }) => {
  const { orderId, number } = await confirmed(shop, await shop.place());
  const page = await open("staff", { path: `/orders/${orderId}` });
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(fact(page, "Duplicate of")).toBeVisible();
  await expect(headOf(page).getByText("Draft")).toBeVisible();

  await shop.api.change("orders", "cancel", { orderId });
  await page.getByRole("link", { name: `#${number}` }).click();
  await page.getByRole("button", { name: "Reopen as draft" }).click();
  await expect(fact(page, "Reopened from")).toBeVisible();
  await page.getByRole("link", { name: `#${number}` }).click();
  await expect(fact(page, "Reopened as")).toBeVisible();
  await expect(page.getByRole("button", { name: "Reopen as draft" })).toBeHidden();
});

test("what an order lost is found in another warehouse, and a second order ships from there", async ({
  open,
  shop,
}) => {
  const here = await shop.place();
  const code = `L-${randomInt(10 ** 6)}`;
  const there = await shop.api.change("inventory", "createWarehouse", { code, name: `Lyon ${code}` });
  const fan = await shop.goods("Fan", { at: here, quantity: 3 });
  const { orderId } = await shop.draft(here, [{ goods: fan, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const [line] = (await shop.api.ask("orders", "get", { orderId })).lines;
  const path = `/orders/${orderId}`;
  const page = await open("manager", { path });
  const clerk = await open("staff", { as: await shop.person("staff", [here.warehouseId]), path });
  await shop.api.change("orders", "adjustReserved", {
    variantId: fan.variantId,
    locationId: here.binId,
    lotId: null,
    change: -2,
    reason: "lost",
    accepted: [{ lineId: line?.id ?? "", quantity: 2 }],
  });
  await expect(page.getByText("Short 2 items")).toBeVisible();
  const elsewhere = page.getByRole("list", { name: "Available in other warehouses" });
  await expect(elsewhere).toBeHidden();

  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: fan.variantId, locationId: there.binId, quantity: 5 }],
  });
  await expect(elsewhere.getByRole("listitem")).toHaveText(`Lyon ${code} has 5 of ${fan.sku}Split from there`);
  await expect(clerk.getByText("Short 2 items")).toBeVisible();
  await expect(clerk.getByText("Available in other warehouses")).toBeHidden();
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await widthFaults(page, { isPhone: true })).toEqual([]);
  const { violations } = await (await lookAt(page)).include("main").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);

  await page.getByRole("button", { name: `Split from there: Lyon ${code}` }).click();
  const dialog = page.getByRole("dialog", { name: /^Split order/ });
  await expect(dialog.getByLabel("Second order ships from")).toHaveText(`Lyon ${code}`);
  await expect(dialog.getByLabel(`Quantity of ${fan.sku} to move`)).toHaveValue("2");
  await dialog.getByRole("button", { name: "Split order" }).click();
  await expect(fact(page, "Split off")).toBeVisible();
  await expect(clerk.getByText("Short 2 items")).toBeHidden();
  const { links } = await shop.api.ask("orders", "get", { orderId });
  const part = await shop.api.ask("orders", "get", { orderId: links[0]?.id ?? "" });
  expect(part).toMatchObject({ warehouseId: there.warehouseId, lines: [{ reserved: 2, waiting: 0 }] });
});
