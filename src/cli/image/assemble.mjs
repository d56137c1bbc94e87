// @ts-check
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "../launch/build.mjs";
import { inRoot } from "../launch/project.mjs";
import { bundleWhole } from "./bundle-whole.mjs";
import { listPackages } from "./sbom.mjs";

/*
 * Called by the Dockerfile: makes of Next's server the folder that the image holds, with worker, relay, commands and
 * migrations in it, and the source maps of all of them beside it.
 */
const IMAGE = inRoot(".next", "standalone");
const MAPS = inRoot(".next", "source-maps");
const BROWSERS = join(MAPS, "static");
const SERVERS = join(MAPS, "server");

/** @param {string} folder @param {RegExp} pattern */
const filesIn = (folder, pattern) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => pattern.test(name));

await build();
const bundled = await bundleWhole(join(IMAGE, "dist"));
// Without the pictures of the tables after each, from which the next migration is generated.
cpSync(inRoot("drizzle"), join(IMAGE, "drizzle"), {
  recursive: true,
  filter: (name) => !name.endsWith("_snapshot.json"),
});
for (const name of ["healthcheck.mjs", "nightly-backups.mjs"])
  copyFileSync(inRoot("src", "cli", "image", name), join(IMAGE, name));

// Next takes whole folders of what it cannot follow, with the tests of a package and what only compilers read.
for (const name of filesIn(join(IMAGE, "node_modules"), /\.test\.[a-z]+$|\.tsx?$/))
  rmSync(join(IMAGE, "node_modules", name));

renameSync(MAPS, `${MAPS}-of-browsers`);
mkdirSync(MAPS);
renameSync(`${MAPS}-of-browsers`, BROWSERS);
for (const name of filesIn(IMAGE, /\.map$/)) {
  mkdirSync(dirname(join(SERVERS, name)), { recursive: true });
  copyFileSync(join(IMAGE, name), join(SERVERS, name));
  rmSync(join(IMAGE, name));
}

/** What the scripts were made of, as their maps say. */
const mapped = filesIn(MAPS, /\.map$/).flatMap((name) => sourcesOf(join(MAPS, name)));
const copied = filesIn(join(IMAGE, "node_modules"), /package\.json$/).map((name) => join("node_modules", name));
const sbom = listPackages([...bundled, ...mapped, ...copied]);
writeFileSync(join(IMAGE, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 1)}\n`);

/** @param {string} file @returns {string[]} */
function sourcesOf(file) {
  const { sources = [], sections = [] } = JSON.parse(readFileSync(file, "utf8"));
  return [...sources, ...sections.flatMap((/** @type {{ map: { sources: string[] } }} */ { map }) => map.sources)];
}
