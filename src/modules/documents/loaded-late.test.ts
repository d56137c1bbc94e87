import { build } from "esbuild";
import { expect, test } from "vitest";

const PRINTERS = ["pdfkit", "fontkit"];

/** Every module that is loaded together with the first, and those that are loaded some day. */
async function importsOf(entry: string) {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const atOnce = new Set<string>();
  const late = new Set<string>();
  const visit = (file: string): void => {
    if (atOnce.has(file)) return;
    atOnce.add(file);
    for (const { path, kind } of metafile.inputs[file]?.imports ?? [])
      if (kind === "dynamic-import") late.add(path);
      else visit(path);
  };
  visit(entry);
  return { atOnce: [...atOnce], late: [...late] };
}

test("what prints documents is loaded by the first one: no process carries it before", async () => {
  const { atOnce, late } = await importsOf("src/app/api/documents/[kind]/[id]/route.ts");
  expect(atOnce).toContain("src/modules/documents/load-document.ts");
  expect(late).toContain("src/modules/documents/print/print-sheet.ts");
  for (const entry of ["src/app/api/documents/[kind]/[id]/route.ts", "src/server/worker.ts", "src/server/web.ts"]) {
    const loaded = (await importsOf(entry)).atOnce;
    expect(loaded.length, entry).toBeGreaterThan(20);
    expect(
      loaded.filter((file) => PRINTERS.includes(file) || /print-sheet|faces/.test(file)),
      entry,
    ).toEqual([]);
  }
});
