import { expect, test } from "vitest";
import { packagesOf } from "./sbom.mjs";

test("a file belongs to the package that the lockfile places around it", () => {
  const locked = {
    "node_modules/next": { version: "16.0.0" },
    "node_modules/@sentry/node": { version: "11.0.0" },
    "node_modules/pg/node_modules/ms": { version: "2.0.0" },
    "node_modules/ms": { version: "3.0.0" },
  };
  const files = [
    "turbopack:///[project]/node_modules/next/dist/compiled/zod/package.json",
    "node_modules/next/dist/compiled/a/node_modules/b/index.js",
    "../../node_modules/@sentry/node/build/index.js",
    "node_modules/pg/node_modules/ms/index.js",
    "src/server/web.ts",
  ];
  expect([...packagesOf(files, locked)]).toEqual(["next@16.0.0", "@sentry/node@11.0.0", "ms@2.0.0"]);
});
