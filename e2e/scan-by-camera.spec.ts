import { lookAt } from "./fixtures/axe";
import { camerasOf, film, watchCameras, withCamera } from "./fixtures/camera";
import { expect, test } from "./fixtures/journey";

test.use({ launchOptions: await withCamera() });

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const OPEN = { name: "Scan with the camera" } as const;

test("goods are received by the camera of a phone, and an item that is held in view counts once", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const tent = await shop.goods("Tent");
  await film(
    { seconds: 2, text: place.binCode },
    { seconds: 2 },
    { seconds: 4, text: tent.barcode, format: "EAN13" },
    { seconds: 2 },
    { seconds: 2, text: tent.barcode, format: "EAN13" },
    { seconds: 2 },
    { seconds: 2, text: "NO-SUCH-CODE" },
  );
  const page = await open("staff", {
    ...PHONE,
    path: "/stock/receive",
    onPage: watchCameras,
  });
  await expect(page.getByText("Nothing scanned yet")).toBeVisible();
  const camera = page.getByRole("region", { name: "Camera" });
  const button = page.getByRole("main").getByRole("button", OPEN);
  await button.click();
  await expect(camera.getByRole("status")).toContainText("it counts once");
  await expect(page.getByText(`Receiving into ${place.binCode}`)).toBeVisible();
  expect(await camerasOf(page)).toEqual(["live"]);

  const quantity = page.getByRole("list", { name: "Items to receive" }).getByRole("textbox", { name: /^Quantity of/ });
  await expect(quantity).toHaveValue("1");
  await expect(page.getByRole("status").filter({ hasText: "Unknown code NO-SUCH-CODE" })).toBeVisible();
  await expect(camera).toBeVisible();
  await expect(quantity).toHaveValue("2");
  expect((await (await lookAt(page)).withTags(WCAG).analyze()).violations).toEqual([]);

  await page.keyboard.press("Escape");
  await expect(camera).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("button", OPEN)).toBeFocused();
  expect(await camerasOf(page)).toEqual(["ended"]);
  await page.getByRole("button", { name: "Receive 2 items" }).click();
  await expect.poll(() => shop.onHand(tent)).toBe(2);
});

test("the camera in the top bar leads to what it sees, and is given back with the page that was left", async ({
  open,
  shop,
}) => {
  const goods = await shop.goods("Lantern");
  await film({ seconds: 20, text: goods.barcode, format: "EAN13" });
  const page = await open("staff", { ...PHONE, path: "/products", onPage: watchCameras });
  await page.getByRole("banner").getByRole("button", OPEN).click();
  await page.waitForURL(`**/stock/${goods.variantId}`);
  await expect(page.getByRole("region", { name: "Camera" })).toHaveCount(0);
  await expect.poll(() => camerasOf(page)).toEqual(["ended"]);
});

test("the camera is given back while nobody looks at the page, and taken again after", async ({ open }) => {
  await film({ seconds: 5 });
  const page = await open("staff", { ...PHONE, path: "/stock/receive", onPage: watchCameras });
  await page.getByRole("main").getByRole("button", OPEN).click();
  await expect(page.getByRole("region", { name: "Camera" }).getByRole("status")).toContainText("it counts once");
  const show = (state: DocumentVisibilityState) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await show("hidden");
  await expect.poll(() => camerasOf(page)).toEqual(["ended"]);
  await show("visible");
  await expect.poll(() => camerasOf(page)).toEqual(["ended", "live"]);
});

test("where what reads codes can't be fetched, the camera is given back and can be tried again", async ({ open }) => {
  await film({ seconds: 5 });
  const page = await open("staff", {
    ...PHONE,
    path: "/stock/receive",
    onPage: watchCameras,
  });
  const programs = /\.wasm$/;
  await page.context().route(programs, (route) => route.abort());
  await page.getByRole("main").getByRole("button", OPEN).click();
  const told = page.getByRole("alert").filter({ hasText: "Codes can't be read yet" });
  await expect(told).toBeVisible();
  expect(await camerasOf(page)).toEqual(["ended"]);
  await page.context().unroute(programs);
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Camera" }).getByRole("status")).toContainText("it counts once");
  expect(await camerasOf(page)).toEqual(["ended", "live"]);
});
