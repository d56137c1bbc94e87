import { defineConfig } from "@playwright/test";
import { chooseBrowser } from "./e2e/fixtures/browser";

/**
 * Far above what a step takes on an idle machine, so that a slow one, on which other suites run as well, fails nothing:
 * the worker gives way to everything else, and what it has done is seen last. The whole has no limit here.
 */
const TEST_TIMEOUT_MS = 360_000;
const SEEN_TIMEOUT_MS = 90_000;
const ARRIVED_TIMEOUT_MS = 120_000;

/**
 * Journeys that stop processes, look for locks in the whole database, count what a page asks without any news, close
 * the door to a whole role for a while, or let every draft of the shop hold stock.
 */
const ALONE = ["database-faults", "first-data", "hold-stock", "required-factor", "resume-live", "stop-gracefully"].map(
  (name) => `**/${name}.spec.ts`,
);
const AFTERWARDS = "**/secrets.spec.ts";
/** A suite of its own, which asks for this project by name. */
const STRAIN = ["hostile-files", "storm-of-one", "worst-caller"].map((name) => `**/${name}.spec.ts`);

/** Set for a run of all journeys; a few chosen ones run one after the other. */
const isWhole = process.env["JOURNEYS_WHOLE"] === "1";
const after = (project: string) => (isWhole ? { dependencies: [project] } : {});

/**
 * The journeys share one running product: first those that leave each other alone, side by side, then those that need
 * the product for themselves, and in the end a look at what the logs hold of all that was done.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  workers: isWhole ? 2 : 1,
  fullyParallel: isWhole,
  retries: 0,
  forbidOnly: true,
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: SEEN_TIMEOUT_MS },
  reporter: "list",
  use: {
    ...(await chooseBrowser()),
    actionTimeout: SEEN_TIMEOUT_MS,
    navigationTimeout: ARRIVED_TIMEOUT_MS,
    // A trace of every step costs a third of the processor: the few journeys that one looks into have it.
    trace: isWhole ? "off" : { mode: "retain-on-failure", screenshots: false, sources: false },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  },
  projects: [
    { name: "together", testIgnore: [...ALONE, AFTERWARDS, ...STRAIN] },
    { name: "alone", testMatch: ALONE, workers: 1, ...after("together") },
    { name: "afterwards", testMatch: AFTERWARDS, ...after("alone") },
    { name: "strain", testMatch: STRAIN, workers: 1 },
  ],
});
