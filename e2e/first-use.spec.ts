import type { Page } from "@playwright/test";
import { expect, isLive, test } from "./fixtures/journey";

const SCRIPTS = "**/_next/static/chunks/*.js";
const PHONE = { hasTouch: true, viewport: { width: 390, height: 844 } };
const account = { name: /^Your account/ };

test("a menu opens at the first press, with a mouse, a key or a finger", async ({ open }) => {
  const page = await open("admin", { path: "/orders" });
  const trigger = page.getByRole("button", account);
  await expect(trigger).toHaveAttribute("aria-haspopup", "menu");
  await expect(trigger).toHaveAttribute("aria-expanded", "false");
  await trigger.click();
  await expect(page.getByRole("menuitem", { name: "Your profile" })).toBeVisible();
  await expect(trigger).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(trigger).toBeFocused();

  await page.reload();
  await trigger.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Your profile" })).toBeFocused();

  const phone = await open("admin", { path: "/orders", ...PHONE });
  await phone.getByRole("button", account).tap();
  await expect(phone.getByRole("menuitem", { name: "Your profile" })).toBeVisible();
});

test("a menu whose machinery is slow opens when it has come", async ({ open }) => {
  const page = await open("admin", { path: "/orders" });
  slow(page);
  await page.getByRole("button", account).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(page.getByRole("menuitem", { name: "Your profile" })).toBeVisible();
});

test("who goes on while a menu is on its way is not called back, and opens it later", async ({ open }) => {
  const page = await open("admin", { path: "/orders" });
  const trigger = page.getByRole("button", account);
  const hold = await holdScripts(page);
  await trigger.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await hold.release();
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(trigger).not.toBeFocused();

  await trigger.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Your profile" })).toBeFocused();
});

test("Escape takes back a press whose list has not come, and leaves the focus where it was", async ({ open }) => {
  const page = await open("admin", { path: "/" });
  const period = page.getByRole("combobox", { name: "Period" });
  const hold = await holdScripts(page);
  await period.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await hold.release();
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(period).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toBeVisible();
});

test("a hint comes by pointer and by key, belongs to its element, and goes by Escape", async ({ open }) => {
  const page = await open("admin", { path: "/orders" });
  const button = page.getByRole("button", { name: "Collapse navigation" });
  const hint = page.getByRole("tooltip", { name: "Collapse navigation" });
  await button.hover();
  await expect(hint).toBeVisible();
  await expect(button).toHaveAttribute("aria-describedby", (await hint.getAttribute("id")) ?? "");
  await page.keyboard.press("Escape");
  await expect(hint).toHaveCount(0);
  await page.mouse.move(700, 400);
  await page.getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("Shift+Tab");
  await button.focus();
  await expect(hint).toBeVisible();
});

test("tabs are one stop for Tab, and arrows choose among them", async ({ open }) => {
  const page = await open("admin", { path: "/orders" });
  const tabs = page.getByRole("tab");
  await page.getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.nth(1)).toBeFocused();
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/view=/);
  await page.keyboard.press("End");
  await expect(tabs.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowRight");
  await expect(tabs.first()).toHaveAttribute("aria-selected", "true");
});

test("a list to choose from opens at the first press, and answers keys before it was opened", async ({ open }) => {
  const page = await open("admin", { path: "/" });
  const period = page.getByRole("combobox", { name: "Period" });
  const before = await period.innerText();
  await period.click();
  await expect(page.getByRole("option", { name: before })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(period).toBeFocused();

  await page.reload();
  await period.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: before })).toBeFocused();
  await page.keyboard.press("End");
  // The list moves its focus a moment after the key.
  await expect(page.getByRole("option").last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(period).not.toHaveText(before);
  await expect(period).toBeFocused();
});

test("a letter or a word chooses in a list that was never opened, and a tap opens it", async ({ open }) => {
  const page = await open("admin", { path: "/" });
  const period = page.getByRole("combobox", { name: "Period" });
  const before = await period.innerText();
  await period.focus();
  await page.keyboard.press("l");
  await expect(period).not.toHaveText(before);
  await expect(period).toBeFocused();
  // On a machine so busy that letters come a second apart they are words of their own.
  await expect(async () => {
    await page.reload();
    await isLive(page);
    await period.focus();
    await page.keyboard.type("last year");
    await expect(period).toHaveText("Last year", { timeout: 2_000 });
    await expect(page.getByRole("listbox")).toHaveCount(0);
  }).toPass();

  const phone = await open("admin", { path: "/", ...PHONE });
  await phone.getByRole("combobox", { name: "Period" }).tap();
  await phone.getByRole("option").last().tap();
  await expect(phone.getByRole("listbox")).toHaveCount(0);
  await expect(phone.getByRole("combobox", { name: "Period" })).not.toHaveText(before);
});

test("who cannot fetch a list is told, keeps what was typed, and can try again", async ({ open }) => {
  const page = await open("admin", { path: "/orders/new" });
  const customer = page.getByRole("combobox", { name: "Customer" });
  await expect(page.getByRole("region", { name: "Notifications" })).toBeAttached();
  await page.getByLabel("Note").fill("Pack in the blue box");
  await page.route(SCRIPTS, (route) => route.abort());
  await customer.click();
  await expect(page.getByText("This couldn't be opened")).toBeVisible();
  await expect(customer).toHaveAttribute("aria-expanded", "false");
  await page.unroute(SCRIPTS);
  await customer.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Type to search")).toBeFocused();
  await expect(customer).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(customer).toBeFocused();
  await expect(page.getByLabel("Note")).toHaveValue("Pack in the blue box");
});

test("a press whose list cannot be fetched is told of once, though it is a press and a click", async ({ open }) => {
  const page = await open("admin", { path: "/" });
  await expect(page.getByRole("region", { name: "Notifications" })).toBeAttached();
  await page.route(SCRIPTS, (route) => route.abort());
  await page.getByRole("combobox", { name: "Period" }).click();
  await expect(page.getByText("This couldn't be opened")).toBeVisible();
  await page.waitForTimeout(300);
  await expect(page.getByText("This couldn't be opened")).toHaveCount(1);
});

test("a form whose rules could not be fetched sends nothing, keeps what was typed, and can be sent again", async ({
  open,
}) => {
  const withoutForm = await open("admin", { path: "/orders" });
  const known = [
    await (await withoutForm.request.get("/profile")).text(),
    // What every page fetches behind its own scripts, as that by which it is live.
    await withoutForm.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name)),
  ].flat();
  const isKnown = (url: string) => known.some((text) => text.includes(new URL(url).pathname));
  const page = await open("admin", {
    path: "/profile",
    onPage: (page) =>
      void page.route(SCRIPTS, (route) => (isKnown(route.request().url()) ? route.continue() : route.abort())),
  });
  const name = page.getByRole("textbox", { name: "Your name" });
  await name.fill("");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Your entries couldn't be checked")).toBeVisible();
  await page.unroute(SCRIPTS);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await expect(page.getByText("Your entries couldn't be checked")).toHaveCount(0);
  await expect(name).toHaveValue("");
});

test("a part of a page that could not be fetched says so, the rest works, and the next page tries again", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Kettle", { at: place, quantity: 2 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const elsewhere = await open("admin", { path: "/warehouses" });
  const known = [
    await (await elsewhere.request.get(`/orders/${orderId}`)).text(),
    await elsewhere.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name)),
  ].flat();
  const isKnown = (url: string) => known.some((text) => text.includes(new URL(url).pathname));
  let isAway = true;
  const page = await open("admin", {
    path: `/orders/${orderId}`,
    onPage: (page) =>
      void page.route(SCRIPTS, (route) =>
        isAway && !isKnown(route.request().url()) ? route.abort() : route.continue(),
      ),
  });
  await expect(page.getByText("This part of the page couldn't be loaded").first()).toBeVisible();
  // Routes stay: a request that is under way while they are taken off may never be answered.
  isAway = false;
  await page.getByRole("button", { name: "Confirm order" }).click();
  await expect(page.getByRole("button", { name: "Ship", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Orders", exact: true }).first().click();
  await page.getByRole("searchbox").first().waitFor();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Record payment" })).toBeVisible();
  await expect(page.getByText("This part of the page couldn't be loaded")).toHaveCount(0);
});

test("a question comes when its dialog has come, and gives the focus back", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Kettle", { at: place, quantity: 2 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("admin", { path: `/orders/${orderId}`, onPage: slow });
  const button = page.getByRole("button", { name: "Cancel order" });
  await button.click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(button).toBeFocused();
});

/** Scripts that a page asks for from now on come when they are released, and a moment later they have run. */
async function holdScripts(page: Page) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(SCRIPTS, async (route) => {
    await held;
    await route.continue();
  });
  return {
    release: async () => {
      const arrived = page.waitForResponse(SCRIPTS);
      letGo();
      await (await arrived).finished();
      await page.waitForTimeout(300);
    },
  };
}

function slow(page: Page): void {
  void page.route(SCRIPTS, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
}
