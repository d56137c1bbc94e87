import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

test("a clerk blocks a doubtful lot, every screen knows, and a manager lets it go again", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Salve");
  const lot = { code: "S-77", expiresOn: "2031-01-31" };
  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: goods.variantId, locationId: place.binId, quantity: 6, lot }],
  });
  const path = `/stock/${goods.variantId}`;
  const clerk = await open("staff", { path });
  const manager = await open("manager", { path });
  const rowOf = (page: typeof clerk) =>
    page.getByRole("table", { name: "Locations" }).getByRole("row", { name: /S-77/ });
  await expect(rowOf(manager)).toBeVisible();

  await manager.getByRole("button", { name: "Block S-77" }).click();
  await manager.getByRole("dialog").getByLabel("Reason").fill("Its seal is broken");
  await clerk.getByRole("button", { name: "Block S-77" }).click();
  const dialog = clerk.getByRole("dialog", { name: /Block S-77 of Salve/ });
  await dialog.getByRole("button", { name: "Block" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Recalled by its maker");
  const { violations } = await (await lookAt(clerk)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await clerk.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(rowOf(clerk)).toContainText("Blocked");
  // Who was about to block it too is not asked to unblock it under their hands.
  await expect(manager.locator("tr").filter({ hasText: "S-77" }).first()).toContainText("Blocked");
  await expect(manager.getByRole("alertdialog")).toHaveCount(0);
  await manager.keyboard.press("Control+Enter");
  await expect(manager.getByRole("dialog")).toContainText("S-77 is blocked already: Recalled by its maker");
  await manager.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(manager.getByRole("dialog")).toBeHidden();
  for (const page of [clerk, manager]) {
    await expect(rowOf(page)).toContainText("Blocked");
    await expect(rowOf(page)).toContainText("Recalled by its maker");
  }
  expect(await shop.availableOf(place, [goods])).toEqual([0]);

  await expect(clerk.getByRole("button", { name: "Unblock S-77" })).toHaveCount(0);
  await manager.setViewportSize({ width: 360, height: 800 });
  expect(await widthFaults(manager, { isPhone: true })).toEqual([]);

  await manager.goto(`/stock?state=blocked&search=${goods.sku}`);
  await expect(manager.getByText("6 blocked")).toBeVisible();
  await manager.goto(path);
  await manager.getByRole("button", { name: "Unblock S-77" }).click();
  const question = manager.getByRole("alertdialog", { name: /Unblock S-77 of Salve/ });
  await expect(question).toContainText("Recalled by its maker");
  await question.getByRole("button", { name: "Unblock" }).click();
  await expect(question).toBeHidden();
  await expect(rowOf(clerk)).not.toContainText("Blocked");
  expect(await shop.availableOf(place, [goods])).toEqual([6]);
});
