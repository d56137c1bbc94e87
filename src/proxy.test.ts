import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

test("the proxy bundles for the edge: none of Node's own modules stands behind its imports", async () => {
  const { metafile, errors } = await build({
    entryPoints: [path.join(ROOT, "src/proxy.ts")],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["next/server"],
    logLevel: "silent",
  });
  expect(errors).toEqual([]);
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((imported) => imported.path));
  expect(new Set(left)).toEqual(new Set(["next/server"]));
});
