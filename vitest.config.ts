import path from "node:path";
import { defineConfig } from "vitest/config";
import { unitFiles } from "./src/cli/suites/test-files.mjs";

const files = unitFiles();
const asGlobs = (paths: string[]) => paths.map((file) => file.replaceAll(/[()[\]{}!*?+@]/g, "\\$&"));
const onPostgres = {
  globalSetup: "src/testing/global-setup.ts",
  setupFiles: "src/testing/worker-setup.ts",
  provide: { keepsDatabase: false, isInFull: false },
};
const whatABuildTakes = { testTimeout: 600_000, hookTimeout: 2_400_000 };
const quick = { "@node-rs/bcrypt": path.resolve(import.meta.dirname, "src/testing/quick-bcrypt.ts") };

/** What each test may take is bounded, and far above what it takes; how long all of them take is not. */
export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src") } },
  test: {
    pool: "forks",
    // For two processors: many heavy tests wait for a clock, and the third worker works meanwhile.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    env: { LOG_LEVEL: "silent", AUTH_SECRET: "a secret of the tests that protects nothing at all" },
    projects: [
      { extends: true, test: { name: "rules", include: asGlobs(files.rules), isolate: false } },
      {
        extends: true,
        test: {
          ...onPostgres,
          name: "database",
          include: asGlobs(files.database),
          alias: quick,
          isolate: false,
          provide: { keepsDatabase: true, isInFull: false },
        },
      },
      { extends: true, test: { name: "heavy", include: asGlobs(files.heavy), isolate: false, ...onPostgres } },
      {
        extends: true,
        test: {
          ...onPostgres,
          name: "long",
          include: asGlobs(files.long),
          provide: { keepsDatabase: false, isInFull: true },
        },
      },
      { extends: true, test: { name: "image", include: asGlobs(files.image), ...whatABuildTakes } },
    ],
  },
});
