import type { Locator, Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import type { Shop } from "./fixtures/shop";

const rowOf = (page: Page, { number }: { number: number }): Locator =>
  page.getByRole("row").filter({ hasText: `#${number}` });
const boxOf = (page: Page, { number }: { number: number }): Locator =>
  page.getByRole("checkbox", { name: `Select order #${number}`, exact: true });
const barOf = (page: Page): Locator => page.getByRole("region", { name: "Selected orders" });
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const faultsOf = async (page: Page) => (await (await lookAt(page)).withTags(WCAG).analyze()).violations;
const pathOf = (goods: { title: string }, more = "") => `/orders?search=${encodeURIComponent(goods.title)}${more}`;

/** Drafts of one item, the last of which asks for more than is left. */
async function drafts(shop: Shop, title: string, { onHand, quantities }: { onHand: number; quantities: number[] }) {
  const place = await shop.place();
  const goods = await shop.goods(title, { at: place, quantity: onHand });
  const made = [];
  for (const quantity of quantities) made.push(await shop.draft(place, [{ goods, quantity }]));
  return { goods, orders: made };
}

test("of orders that are confirmed at once each is told of, and what was refused stays selected", async ({
  open,
  shop,
}) => {
  const { goods, orders } = await drafts(shop, "Bellows", { onHand: 5, quantities: [2, 2, 2] });
  const [first, second, third] = orders;
  if (!first || !second || !third) throw new Error("Three were placed.");
  const { customer } = await shop.api.ask("orders", "get", { orderId: first.orderId });
  const { version } = await shop.api.ask("customers", "get", { customerId: customer.id });
  const terms = { paymentTermsDays: null, creditLimit: 100, creditPolicy: "warn" } as const;
  await shop.api.change("customers", "setTerms", { customerId: customer.id, version, ...terms });
  const page = await open("staff", { path: pathOf(goods) });
  await boxOf(page, third).click();
  await boxOf(page, first).click({ modifiers: ["Shift"] });
  await expect(barOf(page)).toContainText("3 orders selected");
  await expect(boxOf(page, second)).toBeChecked();

  await barOf(page).getByRole("button", { name: "Confirm 3" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm 3 orders?" });
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Confirm 3 orders" }).click();
  await expect(dialog.getByRole("status").first()).toHaveText("2 of 3 orders confirmed, 1 with a warning, 1 refused");
  await expect(dialog.getByRole("listitem").first()).toContainText("The customer now owes");
  await dialog.getByRole("button", { name: "Close" }).first().click();

  await expect(barOf(page)).toContainText("1 order selected");
  await expect(barOf(page).getByRole("list", { name: "Refused" })).toContainText(`#${third.number}`);
  await expect(boxOf(page, third)).toBeChecked();
  await expect(rowOf(page, first)).toContainText("Confirmed");
  await expect(rowOf(page, second)).toContainText("Confirmed");
  await expect(rowOf(page, third)).toContainText("Draft");
});

test("orders that leave the list stay selected: they are held, resumed and shipped from one selection", async ({
  open,
  shop,
}) => {
  const { goods, orders } = await drafts(shop, "Anvil", { onHand: 9, quantities: [1, 1] });
  const page = await open("staff", { path: pathOf(goods, "&view=draft") });
  for (const order of orders) await boxOf(page, order).click();
  const act = async (name: string, reason = "") => {
    await barOf(page)
      .getByRole("button", { name: `${name} 2` })
      .click();
    const dialog = page.getByRole("dialog", { name: `${name} 2 orders?` });
    if (name === "Ship") await expect(dialog.getByRole("listitem")).toContainText(["1 item", "1 item"]);
    if (reason) await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
    await dialog.getByRole("button", { name: `${name} 2 orders` }).click();
    await expect(dialog).toHaveCount(0);
  };
  const choose = async () => {
    for (const order of orders) await boxOf(page, order).click();
  };
  await act("Confirm");
  await page.goto(pathOf(goods, "&view=to-ship"));
  await choose();
  // Somebody else holds one meanwhile: it leaves this list, and stays selected.
  const [first, second] = orders;
  if (!first || !second) throw new Error("Two were placed.");
  await shop.api.change("orders", "hold", { orderId: first.orderId, reason: "A look first" });
  await expect(rowOf(page, first)).toHaveCount(0);
  await expect(barOf(page)).toContainText("2 orders selected");
  await barOf(page).getByRole("button", { name: "Resume 1" }).click();
  await page.getByRole("button", { name: "Resume 1 order" }).click();
  await expect(barOf(page)).toContainText("1 order selected");

  await expect(rowOf(page, first)).toBeVisible();
  await boxOf(page, first).click();
  await act("Hold", "Payment is missing");
  for (const { orderId } of orders)
    expect(await shop.api.ask("orders", "get", { orderId })).toMatchObject({ holdReason: "Payment is missing" });
  await page.goto(pathOf(goods));
  await expect(rowOf(page, second)).toContainText("On hold");
  await choose();
  await act("Resume");
  await expect(rowOf(page, second)).toContainText("Confirmed");
  await choose();
  await act("Ship");
  for (const order of orders) await expect(rowOf(page, order)).toContainText("Completed");
});

test("what has shipped is invoiced from the list, and what somebody else invoices meanwhile leaves it", async ({
  open,
  shop,
}) => {
  const { goods, orders } = await drafts(shop, "Sextant", { onHand: 9, quantities: [1, 2, 3] });
  const [first, second, third] = orders;
  if (!first || !second || !third) throw new Error("Three were placed.");
  for (const { orderId } of orders) {
    await shop.api.change("orders", "confirm", { orderId });
    await shop.api.change("orders", "ship", { orderId });
  }
  const page = await open("manager", { path: pathOf(goods, "&view=to-invoice") });
  for (const order of orders) await boxOf(page, order).click();
  await shop.api.change("invoices", "issue", { orderId: first.orderId, scope: "shipped" });
  await expect(rowOf(page, first)).toHaveCount(0);

  await barOf(page).getByRole("button", { name: "Invoice 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Invoice 2 orders?" });
  await expect(dialog.getByRole("listitem")).toContainText(["2 items", "3 items"]);
  await dialog.getByRole("button", { name: "Invoice 2 orders" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, second)).toHaveCount(0);
  await expect(rowOf(page, third)).toHaveCount(0);
  for (const { orderId } of orders) expect((await shop.api.ask("invoices", "list", { orderId })).rows).toHaveLength(1);

  await page.setViewportSize({ width: 360, height: 800 });
  await page.reload();
  await expect(page.getByRole("tab", { name: "To invoice" })).toBeInViewport({ ratio: 1 });
});

test("a run that loses its connection is tried again, and nothing is done twice", async ({ open, shop }) => {
  const { goods, orders } = await drafts(shop, "Crucible", { onHand: 9, quantities: [1, 1] });
  for (const { orderId } of orders) await shop.api.change("orders", "confirm", { orderId });
  const page = await open("staff", { path: pathOf(goods) });
  for (const order of orders) await boxOf(page, order).click();
  await barOf(page).getByRole("button", { name: "Hold 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Hold 2 orders?" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Awaiting payment");
  // The first order is put on hold, and its answer is lost, however often the browser asks.
  let isDone = false;
  await page.route("**/api/trpc/orders.hold**", async (route) => {
    if (!isDone) await route.fetch();
    isDone = true;
    await route.abort();
  });
  await dialog.getByRole("button", { name: "Hold 2 orders" }).click();
  await expect(dialog.getByText("Interrupted")).toBeVisible({ timeout: 30_000 });
  await page.unroute("**/api/trpc/orders.hold**");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog).toHaveCount(0);
  for (const { orderId } of orders) {
    const { rows } = await shop.api.ask("history", "list", { entityId: orderId });
    expect(rows.filter(({ after }) => after?.["status"] === "on_hold")).toHaveLength(1);
  }
});

test("an order is looked at beside the list, by keys alone, and on a phone orders are selected too", async ({
  open,
  shop,
}) => {
  const { goods, orders } = await drafts(shop, "Trowel", { onHand: 9, quantities: [3, 1] });
  const [first, second] = orders;
  if (!first || !second) throw new Error("Two were placed.");
  const page = await open("staff", { path: pathOf(goods) });
  const link = (order: { number: number }) => page.getByRole("link", { name: `#${order.number}`, exact: true });
  await link(second).focus();
  await page.keyboard.press("Space");
  const panel = (order: { number: number }) => page.getByRole("dialog", { name: `Order #${order.number}` });
  await expect(panel(second).getByRole("list", { name: "Lines of the order" })).toContainText(goods.title);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await expect(panel(first)).toContainText(first.customer);
  await panel(first).getByRole("button", { name: "Confirm order" }).click();
  await expect(panel(first)).toContainText("Confirmed");
  await page.keyboard.press("Escape");
  await expect(panel(first)).toHaveCount(0);
  await expect(link(first)).toBeFocused();
  await page.keyboard.press("x");
  await expect(boxOf(page, first)).toBeChecked();

  await page.setViewportSize({ width: 390, height: 844 });
  await boxOf(page, second).click();
  await expect(barOf(page)).toContainText("2 orders selected");
  await expect(barOf(page).getByRole("button", { name: "Confirm 1" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test("boxes that could not be fetched behind the page are there once the line is back", async ({ open, shop }) => {
  const { goods, orders } = await drafts(shop, "Whetstone", { onHand: 9, quantities: [1] });
  const [order] = orders;
  if (!order) throw new Error("One was placed.");
  const page = await open("staff", { path: pathOf(goods) });
  const first = await (await page.request.get(pathOf(goods))).text();
  let refused = 0;
  await page.route("**/_next/static/**/*.js", async (route) => {
    const isOfFirstLoad = first.includes(new URL(route.request().url()).pathname);
    if (!isOfFirstLoad) refused += 1;
    await (isOfFirstLoad ? route.continue() : route.abort());
  });
  await page.reload();
  await expect(rowOf(page, order)).toContainText(order.customer);
  await expect.poll(() => refused).toBeGreaterThan(0);
  await page.unroute("**/_next/static/**/*.js");
  await boxOf(page, order).click();
  await expect(barOf(page)).toContainText("1 order selected");
});
