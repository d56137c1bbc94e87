import { expect, test } from "./fixtures/journey";

const STREAM = "**/api/trpc/live.events**";
/** In this page alone: a browser whose clock is another one would be handed on to the next journey. */
const A_MINUTE_IS_A_SECOND = `
  const wait = window.setTimeout;
  window.setTimeout = (run, ms, ...given) => wait(run, ms === 60000 ? 1000 : ms, ...given);`;

test("a page that was open while the server was updated says so, and loses nothing until it is reloaded", async ({
  open,
}) => {
  const page = await open("manager", { path: "/orders" });
  await page.addInitScript(A_MINUTE_IS_A_SECOND);
  const updated = page.getByText("Quartermaster was updated");
  const other = JSON.stringify({ reconnectAfterInactivityMs: 25_000, build: "another" });
  await page.route(STREAM, (route) =>
    route.fulfill({ contentType: "text/event-stream", body: `event: connected\ndata: ${other}\n\n` }),
  );
  await page.goto("/orders/new");
  await page.getByRole("textbox", { name: "Note" }).fill("Ring twice");
  await expect(updated).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("Ring twice");

  await page.route("**/orders/new", (route) => route.fulfill({ contentType: "text/html", body: "Loaded anew" }));
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText("Loaded anew")).toBeVisible();
});

test("the server and its pages name the same build", async ({ open }) => {
  const page = await open("manager", { path: "/orders" });
  const first = await page.evaluate(async () => {
    const reader = (await fetch("/api/trpc/live.events?input=%7B%7D")).body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return new TextDecoder().decode(value);
  });
  expect(first).toMatch(/^event: connected\ndata: \{"reconnectAfterInactivityMs":\d+,"build":"[\da-f]{16}"\}\n/);
});
