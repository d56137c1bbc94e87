import { defineConfig } from "@playwright/test";
import { chooseBrowser } from "./e2e/browser";

const TEST_TIMEOUT_MS = 45_000;
const SEEN_TIMEOUT_MS = 10_000;

/**
 * The journeys share one running product, so they run one after the other; the last look, at what the logs hold,
 * comes when everything else has been done.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: SEEN_TIMEOUT_MS },
  reporter: "list",
  use: {
    ...(await chooseBrowser()),
    actionTimeout: SEEN_TIMEOUT_MS,
    navigationTimeout: 20_000,
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  },
  projects: [
    { name: "journeys", testIgnore: "**/secrets.spec.ts" },
    { name: "afterwards", testMatch: "**/secrets.spec.ts" },
  ],
});
