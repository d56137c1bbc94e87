// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { CommandError } from "./command-error.mjs";
import { inRoot, ROOT } from "./project.mjs";

/** Every process but the web, and every command: dist/worker.js, dist/cli/migrate.js ... */
function entryPoints() {
  const commands = readdirSync(inRoot("src", "cli", "commands"));
  const entries = [
    ...["worker", "relay"].map((name) => ({ in: inRoot("src", "server", `${name}.ts`), out: name })),
    ...commands.map((name) => ({ in: inRoot("src", "cli", "commands", name), out: `cli/${basename(name, ".ts")}` })),
  ];
  const missing = entries.find((entry) => !existsSync(entry.in));
  if (missing) throw new CommandError(`${missing.in} is missing; the working copy is not complete.`);
  return entries;
}

/** @returns {import("esbuild").BuildOptions} */
export function bundleOptions() {
  return {
    absWorkingDir: ROOT,
    entryPoints: entryPoints(),
    outdir: "dist",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    legalComments: "none",
    logLevel: "silent",
  };
}

export async function bundle() {
  // Imported late: this file is read before the packages are installed.
  const { build, stop } = await import("esbuild");
  try {
    await build(bundleOptions());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The worker, relay and commands could not be bundled.\n\n${reason}`);
  } finally {
    await stop(); // Its service would live as long as we do.
  }
}
