import type { Page } from "@playwright/test";

const PAUSE_S = 0.005;

/**
 * Types as a keyboard scanner does: the whole code in one burst, into nothing in particular, ended by Enter. The keys
 * are real ones, and carry the moments at which a scanner presses them, however busy this machine is between two.
 */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const keyboard = await page.context().newCDPSession(page);
  const begun = Date.now() / 1_000;
  const press = (key: string, text: string, place: number) => {
    const timestamp = begun + place * PAUSE_S;
    const enter = key === "Enter" ? { code: "Enter", windowsVirtualKeyCode: 13 } : {};
    return [
      keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key, text, timestamp, ...enter }),
      keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", key, timestamp, ...enter }),
    ];
  };
  await Promise.all([
    ...[...code].flatMap((key, place) => press(key, key, place)),
    ...press("Enter", "\r", code.length),
  ]);
  await keyboard.detach();
}
