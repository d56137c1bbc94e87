import { film, withCamera } from "./fixtures/camera";
import { expect, test } from "./fixtures/journey";

test.use({ launchOptions: await withCamera("deny") });

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

test("who doesn't allow the camera is told what to do, and goes on by typing", async ({ open, shop }) => {
  const place = await shop.place();
  await film({ seconds: 1 });
  const page = await open("staff", { ...PHONE, path: "/stock/receive" });
  await page.getByRole("main").getByRole("button", { name: "Scan with the camera" }).click();
  const told = page.getByRole("alert").filter({ hasText: "The camera isn't allowed" });
  await expect(told).toContainText("Allow the camera in the settings of this site");
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toBeVisible();
  await page.getByRole("textbox", { name: "Scan or type a code" }).fill(place.binCode);
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Receiving into ${place.binCode}`)).toBeVisible();
});
