// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename } from "node:path";
import { CommandError } from "./command-error.mjs";
import { inRoot, ROOT } from "./project.mjs";

/** @typedef {{ in: string, out: string }} Entry */

/** dist/worker.js and dist/relay.js. @returns {Entry[]} */
const processes = () => ["worker", "relay"].map((name) => ({ in: inRoot("src", "server", `${name}.ts`), out: name }));

/** dist/cli/migrate.js ... @returns {Entry[]} */
const commands = () =>
  readdirSync(inRoot("src", "cli", "commands")).map((name) => ({
    in: inRoot("src", "cli", "commands", name),
    out: `cli/${basename(name, ".ts")}`,
  }));

/**
 * Every process but the web, and every command.
 * @returns {import("esbuild").BuildOptions & { entryPoints: Entry[] }}
 */
export function bundleOptions(entryPoints = [...processes(), ...commands()]) {
  const missing = entryPoints.find((entry) => !existsSync(entry.in));
  if (missing) throw new CommandError(`${missing.in} is missing; the working copy is not complete.`);
  return {
    absWorkingDir: ROOT,
    entryPoints,
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

/** Loaded as files of their own where they are needed at all; what an import of the others meets is caught. */
const APART = ["@node-rs/bcrypt", "pg-native", "@valkey/valkey-glide", "cloudflare:sockets", "msgpackr-extract"];

/** Packages that were written for CommonJS ask for these. */
const COMMON_JS = `
import { createRequire as __createRequire } from "node:module";
import { fileURLToPath as __fileURLToPath } from "node:url";
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL(".", import.meta.url));`.trim();

const LINE_CHARACTERS = 160;

/**
 * With the packages in it. A third of it would be blanks, which a process keeps in memory with the rest. Names stay,
 * and lines: they are what a stack in a log is read by.
 * @type {import("esbuild").BuildOptions}
 */
export const WITH_PACKAGES = {
  packages: "bundle",
  external: APART,
  banner: { js: COMMON_JS },
  minifyWhitespace: true,
  lineLimit: LINE_CHARACTERS,
};

/** What is imported late is loaded from where it is installed. @type {import("esbuild").Plugin} */
const LATE_PACKAGES_APART = {
  name: "late packages apart",
  setup: (build) =>
    build.onResolve({ filter: /^@?\w/ }, ({ path, kind }) =>
      kind === "dynamic-import" && !isBuiltin(path) ? { path, external: true } : undefined,
    ),
};

/**
 * A process that lives as long as the product has of each package what it uses, in one file: a third less memory than
 * with all of zod, Drizzle and BullMQ as a file for each of their modules. Nothing of it is a file to be loaded later,
 * since the next build may have taken its place by then. Commands are short, and their bundles quick to make.
 */
export async function bundle() {
  // Imported late: this file is read before the packages are installed.
  const { build, stop } = await import("esbuild");
  const lasting = { ...WITH_PACKAGES, sourcesContent: false, plugins: [LATE_PACKAGES_APART] };
  try {
    await Promise.all([build({ ...bundleOptions(processes()), ...lasting }), build(bundleOptions(commands()))]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The worker, relay and commands could not be bundled.\n\n${reason}`);
  } finally {
    await stop(); // Its service would live as long as we do.
  }
}
