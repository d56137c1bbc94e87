import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures/journey";
import { isSettled, widthFaults } from "./fixtures/width";

/** A tablet, and laptops on which a page has little more room than on it. */
const WIDTHS = [800, 1024, 1280];
const ONE_LINE_PX_MAX = 30;
/** Two lines, and what is around them. */
const ROW_PX_MAX = 60;

const heightOf = async (text: Locator) => (await text.boundingBox())?.height ?? Infinity;

test("an order is written on screens of any width, its products in whole words", async ({ open, shop }) => {
  const [place, goods] = [await shop.place(), await shop.goods("Kettle")];
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("admin", { path: `/orders/${orderId}/edit` });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await isSettled(page);
    expect(await widthFaults(page, { isPhone: false }), `${width} px`).toEqual([]);
    const line = page.getByRole("list", { name: "Lines of the order" });
    for (const text of [line.getByText(goods.title), page.getByText("Whole order")])
      expect(await heightOf(text), `${width} px`).toBeLessThan(ONE_LINE_PX_MAX);
    const [card, remove] = [
      await line.boundingBox(),
      await line.getByRole("button", { name: /^Remove/ }).boundingBox(),
    ];
    expect((remove?.x ?? Infinity) + (remove?.width ?? 0)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0) + 1);
  }
});

test("a list with more columns than have room scrolls within its frame, and keeps its words whole", async ({
  open,
  system,
}) => {
  const page = await open("admin", { path: "/orders" });
  for (const address of ["/orders", "/users"])
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(address);
      await isSettled(page);
      await expect(page.getByRole("table").first()).toBeVisible();
      expect(await widthFaults(page, { isPhone: false }), `${address}, ${width} px`).toEqual([]);
    }
  const row = page.getByRole("row").filter({ hasText: system.person("admin").email });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await heightOf(row), `${width} px`).toBeLessThan(ROW_PX_MAX);
  }
});
