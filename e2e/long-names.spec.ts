import { expect, test } from "./fixtures/journey";
import { longNames } from "./fixtures/long-names";
import { isSettled, widthFaults } from "./fixtures/width";

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

test("names as long as they may be run out of no page, on a phone and at a desk", async ({ open, shop }) => {
  const addresses = await longNames(shop.api);
  const page = await open("admin", { viewport: PHONE });
  const faults: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await isSettled(page);
      const found = await widthFaults(page, { isPhone: viewport === PHONE });
      faults.push(...found.map((fault) => `${address}, ${viewport.width} px: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});
