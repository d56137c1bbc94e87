import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, showBy, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

/** What is open now, at a desk by day and on a phone by night: nobody is kept out, and nothing is cut off. */
async function isFitForAll(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [1_440, "light"],
    [360, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await showBy(page, colorScheme);
    const { violations } = await (await lookAt(page)).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    expect(await widthFaults(page, { isPhone: width === 360 })).toEqual([]);
  }
  await page.setViewportSize({ width: 1_440, height: 900 });
  await showBy(page, "light");
}

test("colleagues talk about an order, and the one who is named is told", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Sextant", { at: place, quantity: 9 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const [ben, cleo] = [await shop.person("staff"), await shop.person("staff")];
  const { name } = await shop.api.ask("users", "get", { userId: cleo.userId });
  const path = `/orders/${order.orderId}`;
  const page = await open("staff", { as: ben, path });
  const other = await open("staff", { as: cleo, path });
  const box = page.getByRole("textbox", { name: "New comment" });
  const rowsOf = (of: Page) =>
    of.getByRole("list", { name: `History of order #${order.number}` }).getByRole("listitem");
  const rows = rowsOf(page);

  await box.fill("   ");
  await box.press("Control+Enter");
  await expect(page.getByText("Enter a comment.")).toBeVisible();
  await box.fill("");
  await box.pressSequentially(`Ready on Monday? @${name.slice(0, 4).toLowerCase()}`);
  await box.pressSequentially(name.slice(4));
  const options = page.getByRole("listbox", { name: "Colleagues" }).getByRole("option");
  await expect(options).toHaveText([name]);
  await isFitForAll(page);
  await box.press("Enter");
  await expect(box).toHaveValue(`Ready on Monday? @${name} `);
  await expect(options).toHaveCount(0);
  await box.press("Control+Enter");
  await expect(rows.first()).toContainText(`Ready on Monday? @${name}`);
  await expect(box).toHaveValue("");

  // The other screen hears of it, and the one who is named also where they work on something else.
  await expect(rowsOf(other).first()).toContainText("Ready on Monday?");
  await expect(rowsOf(other).first().getByRole("button")).toHaveCount(0);
  await other.getByRole("button", { name: "Notifications, 1 unread" }).click();
  const sheet = other.getByRole("dialog", { name: "Notifications" });
  await sheet.getByRole("link", { name: `You are named in a comment on #${order.number}` }).click();
  await expect(other).toHaveURL(new RegExp(`${path}$`));
  await isFitForAll(page);

  await rows.first().getByRole("button", { name: "Edit comment" }).click();
  const edited = page.getByRole("textbox", { name: "Edit comment" });
  await expect(edited).toBeFocused();
  await edited.fill(`Ready on Tuesday? @${name}`);
  await edited.press("Control+Enter");
  await expect(rows.first().getByRole("button", { name: "Edit comment" })).toBeFocused();
  await expect(rowsOf(other).first()).toContainText("Ready on Tuesday?");
  await expect(rowsOf(other).first()).toContainText("Edited");

  await rows.first().getByRole("button", { name: "Remove comment" }).click();
  const asked = page.getByRole("alertdialog", { name: "Remove comment?" });
  await asked.getByRole("button", { name: "Remove comment" }).click();
  await expect(rowsOf(other).first()).toContainText("Comment removed");
  await expect(rowsOf(other).first()).not.toContainText("Tuesday");
  await isFitForAll(other);
});

test("a comment that is refused stays in its box", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Compass", { at: place, quantity: 9 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const leaver = await shop.person("staff");
  const { name, version } = await shop.api.ask("users", "get", { userId: leaver.userId });
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  const box = page.getByRole("textbox", { name: "New comment" });
  await box.pressSequentially(`@${name}`);
  await page.getByRole("option", { name }).click();
  await box.pressSequentially("knows it");
  const access = { role: "staff", warehouses: "all", disabled: true } as const;
  await shop.api.change("users", "changeAccess", { userId: leaver.userId, version, ...access });
  const send = page.getByRole("button", { name: "Comment", exact: true });
  await send.click();
  await expect(page.getByText("Take the name out and choose another.")).toBeVisible();
  await expect(box).toHaveValue(`@${name} knows it`);

  await box.fill("They know it");
  await send.click();
  await expect(box).toHaveValue("");
  const rows = page.getByRole("list", { name: `History of order #${order.number}` }).getByRole("listitem");
  await expect(rows.filter({ hasText: "know" })).toHaveText([/^They know it/]);
});
