import type { Page } from "@playwright/test";
import * as z from "zod";
import { expect, test } from "./fixtures/journey";

/** Notes what each time of a page has read as, from its first byte on and before anything is painted. */
const noteTimes = (page: Page) =>
  page.addInitScript(() => {
    const noted = new Set<string>();
    Object.assign(window, { notedTimes: noted });
    new MutationObserver(() => {
      for (const each of document.querySelectorAll("time")) noted.add(each.title);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });

const notedTimes = async (page: Page) =>
  z.array(z.string()).parse(await page.evaluate(() => [...Reflect.get(window, "notedTimes")].sort()));

test("a time is the shop's for every reader, and is named where their clock shows another", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Almanac", { at: place, quantity: 1 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const path = `/orders/${order.orderId}`;
  const seen = new Set<string>();
  for (const timezoneId of ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"]) {
    const page = await open("staff", { path, timezoneId });
    // The page as the server sends it knows the shop's zone before any script runs.
    expect(await (await page.request.get(path)).text()).toContain("Europe/Berlin");

    await noteTimes(page);
    await page.reload();
    const placed = page.getByRole("main").locator("time").first();
    await expect(placed).toHaveAttribute("title", /\(Europe\/Berlin\)$/);
    await expect(page.getByRole("list", { name: /^History of/ }).locator("time")).not.toHaveCount(0);
    seen.add((await notedTimes(page)).join("\n"));
    const note = page.getByText("Times are in Europe/Berlin");
    if (timezoneId === "Europe/Berlin") await expect(note).toHaveCount(0);
    else await expect(note).toBeAttached();
  }
  expect([...seen]).toEqual([expect.stringMatching(/^([^\n]+\(Europe\/Berlin\)\n?)+$/)]);
});
