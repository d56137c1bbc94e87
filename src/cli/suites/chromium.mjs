// @ts-check
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Of a browser that calls nobody by itself: no updates, no lists, no guesses about what is typed. */
const QUIET_ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
];

/**
 * Playwright's own Chromium where it is installed, else the one that came with `npm ci`. Of the arguments which that
 * package proposes none is taken: some switch off what the journeys are about (`--disable-web-security`).
 * @returns {Promise<{ channel?: string, args: string[], executablePath?: string }>}
 */
export async function chooseChromium() {
  const { chromium } = await import("@playwright/test");
  const args = [...QUIET_ARGUMENTS, "--disable-gpu"];
  if (existsSync(chromium.executablePath())) return { channel: "chromium", args };
  // The packaged browser has no sandbox helper beside it.
  return { args: [...args, "--no-sandbox"], executablePath: await unpack() };
}

/** Each user of the machine has a copy of their own: what another one unpacked, they may not run. */
async function unpack() {
  const { default: packaged } = await import("@sparticuz/chromium");
  const outer = process.env["TMPDIR"];
  const folder = join(tmpdir(), `quartermaster-chromium-${process.getuid?.() ?? "user"}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env["TMPDIR"] = folder;
  try {
    return await packaged.executablePath();
  } finally {
    if (outer === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outer;
  }
}
