import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`a quote is sent by email, and the screen of a colleague says so, at ${viewport.width}`, async ({
    open,
    shop,
  }) => {
    const place = await shop.place();
    const goods = await shop.goods("Sextant", { at: place, quantity: 5 });
    const { orderId, number } = await shop.draft(place, [{ goods, quantity: 2 }]);
    const page = await open("staff", { path: `/orders/${orderId}`, viewport });
    const other = await open("manager", { path: `/orders/${orderId}` });

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Email quote" }).click();
    const dialog = page.getByRole("dialog", { name: `Email quote #${number}` });
    await expect(dialog.getByLabel("Subject")).toHaveValue(new RegExp(`^Quote #${number}`));
    const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    await dialog.getByLabel("To").fill("nobody");
    await dialog.getByLabel("Text").fill("As we talked about.");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(dialog.getByText("Enter a valid email address.")).toBeVisible();
    await expect(dialog.getByLabel("Text")).toHaveValue("As we talked about.");
    await dialog.getByLabel("To").fill("ada@example.com");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(dialog).toBeHidden();

    const emails = other.getByRole("list", { name: "Emails" });
    await expect(emails).toContainText("ada@example.com");
    await expect(emails.getByText("Sent", { exact: true })).toBeVisible();
    const pdf = emails.getByRole("link", { name: `Quote #${number}` });
    const answer = await other.request.get((await pdf.getAttribute("href")) ?? "");
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await expect(page.getByRole("list", { name: "Emails" })).toContainText("ada@example.com");
  });
