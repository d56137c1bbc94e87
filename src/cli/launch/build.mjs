// @ts-check
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle.mjs";
import { compressFiles } from "./compress.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { lightenServer } from "./lighten-server.mjs";
import { inRoot } from "./project.mjs";
import { runNode } from "./run-program.mjs";
import { setMapsApart } from "./source-maps.mjs";

/** Lies beside what it describes, so that it goes when the build goes. */
const STAMP = inRoot(".next", "quartermaster-build");
const SERVER = inRoot(".next", "standalone", "server.js");

const SOURCES = [
  "src",
  "public",
  "drizzle",
  "patches",
  "package-lock.json",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];
const NOT_BUILT = /\.md$|\.test\.tsx?$|^src[\\/]testing[\\/]|^src[\\/]cli[\\/](?:bench[\\/]|.*\.mjs$)/;
/** These are not built either, and say how the rest is. */
const BUILDS = /^src[\\/]cli[\\/]launch[\\/](?:build|bundle|compress|lighten-server|source-maps)\.mjs$/;

const sources = () => fingerprint(SOURCES, (path) => BUILDS.test(path) || !NOT_BUILT.test(path));

export function isBuilt() {
  const outputs = [STAMP, SERVER, inRoot("dist", "worker.js")];
  return outputs.every((path) => existsSync(path)) && readFileSync(STAMP, "utf8") === sources();
}

/**
 * Next's server with its static files beside it, and the bundles of everything else. Calls nobody.
 * @param {AbortSignal} [signal]
 */
export async function build(signal) {
  const built = sources();
  rmSync(STAMP, { force: true });
  rmSync(inRoot("dist"), { recursive: true, force: true });
  await bundle();
  await runNode("The build", [inRoot("node_modules", "next", "dist", "bin", "next"), "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", BUILD_ID: built.slice(0, 16) },
    ...(signal && { signal }),
  });
  if (process.env["SOURCE_MAPS"] === "true") setMapsApart(inRoot(".next", "static"), inRoot(".next", "source-maps"));
  lightenServer(inRoot(".next", "standalone", ".next", "server"));
  copyInto(["public"], ["public"]);
  copyInto([".next", "static"], [".next", "static"]);
  await compressFiles(inRoot(".next", "standalone", ".next", "static"));
  stampBuild(built);
}

/** Says that the outputs belong to these sources. @public for the test of the start, which makes its own outputs */
export function stampBuild(built = sources()) {
  mkdirSync(inRoot(".next"), { recursive: true });
  writeFileSync(STAMP, built);
}

/** The bundler lays the source of a worker, and an empty map, beside what it made of it. @param {string} path */
const isServed = (path) => !/\.(?:tsx?|map)$/.test(path);

/** @param {string[]} from @param {string[]} to */
function copyInto(from, to) {
  const target = inRoot(".next", "standalone", ...to);
  rmSync(target, { recursive: true, force: true });
  if (existsSync(inRoot(...from))) cpSync(inRoot(...from), target, { recursive: true, filter: isServed });
}
