// @ts-check
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATEGORIES, judge, medianOf } from "./judge.mjs";

/** @typedef {{ name: string, path: string }} Page */

/**
 * Asks Lighthouse about one page on one device, some rounds, and keeps the report that counts.
 * @param {Page} page @param {import("./judge.mjs").Device} device
 * @param {{ origin: string, debuggingPort: number, cookie: string, folder: string, rounds: number }} where
 */
export async function auditPage({ name, path }, device, { origin, debuggingPort, cookie, folder, rounds }) {
  const { default: lighthouse, desktopConfig } = await import("lighthouse");
  const flags = {
    port: debuggingPort,
    onlyCategories: CATEGORIES,
    extraHeaders: { cookie },
    logLevel: /** @type {const} */ ("error"),
  };
  const reports = [];
  for (let round = 0; round < rounds; round++) {
    const result = await lighthouse(`${origin}${path}`, flags, device === "desktop" ? desktopConfig : undefined);
    if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? "No report.");
    const { pathname } = new URL(result.lhr.finalDisplayedUrl);
    if (pathname !== path) throw new Error(`${path} led to ${pathname}: the session is not accepted.`);
    reports.push(result.lhr);
  }
  const median = medianOf(reports);
  writeFileSync(join(folder, `${name}-${device}.json`), JSON.stringify(median));
  return judge(name, device, median);
}
