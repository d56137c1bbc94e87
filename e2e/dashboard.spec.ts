import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures/journey";

const PHONE = { width: 390, height: 844 };
const boxOf = async (part: Locator) => (await part.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

test("the chart of sales is read by keys and by pointer, and follows a window that is narrowed", async ({ open }) => {
  const page = await open("admin");
  const chart = page.getByRole("figure", { name: "Net sales, last 30 days" });
  const reading = chart.getByRole("slider");
  const shows = (day: number) =>
    expect(async () => {
      const days = await chart.getByRole("rowheader").allTextContents();
      const values = await chart.locator("tbody td").allTextContents();
      await expect(reading).toHaveAttribute("aria-valuetext", `${days.at(day)}: ${values.at(day)}`, { timeout: 1_000 });
      await expect(chart.locator("span", { hasText: `${values.at(day)}` })).toBeInViewport({ timeout: 1_000 });
    }).toPass();

  await reading.focus();
  await reading.press("ArrowLeft");
  await shows(-2);
  await reading.press("Home");
  await shows(0);
  await reading.blur();
  await reading.hover({ position: { x: 1, y: 40 } });
  await shows(0);

  await page.setViewportSize(PHONE);
  // It follows the window a moment later.
  await expect(async () => {
    const outer = await boxOf(chart);
    expect(outer.x + outer.width).toBeLessThan(PHONE.width);
    for (const text of await chart.locator("[aria-hidden] > span:visible").all()) {
      const { x, width } = await boxOf(text);
      expect(x, "left").toBeGreaterThanOrEqual(outer.x);
      expect(x + width, "right").toBeLessThanOrEqual(outer.x + outer.width);
    }
    // Where what it says has the least room.
    const { width } = await boxOf(reading);
    await reading.hover({ position: { x: width * 0.48, y: 40 } });
    const said = await boxOf(chart.locator("div:has(> p)"));
    expect(said.x + said.width).toBeLessThanOrEqual(outer.x + outer.width);
  }).toPass();
});

test("the chart is still read after fewer points are shown than before", async ({ open }) => {
  const page = await open("admin");
  const reading = page.getByRole("figure", { name: /^Net sales/ }).getByRole("slider");
  const choose = async (period: string) => {
    await page.getByLabel("Period").click();
    await page.getByRole("option", { name: period }).click();
  };
  await choose("Last 90 days");
  await expect(reading).toHaveAttribute("max", "89");

  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/listSalesPerDay/, (route) => answered.then(() => route.continue()));
  await choose("Last year");
  const { width } = await boxOf(reading);
  await reading.hover({ position: { x: width - 2, y: 40 } });
  await expect(reading).toHaveValue("89");
  answer();
  await expect(reading).toHaveAttribute("max", "52");
  await expect(reading).toHaveValue("52");
});

test("on a phone the box for scans keeps its room while the page connects", async ({ open }) => {
  const page = await open("staff", { viewport: PHONE });
  const box = page.getByRole("search", { name: "Scan or type a product, bin or order" });
  const { width } = await boxOf(box);
  await page.route("**/api/trpc/live.events**", (route) => route.fulfill({ status: 503, body: "" }));
  await page.reload();
  await expect(page.locator("[data-live=connecting], [data-live=reconnecting]").first()).toBeAttached();
  expect((await boxOf(box)).width).toBeGreaterThanOrEqual(width);
});
