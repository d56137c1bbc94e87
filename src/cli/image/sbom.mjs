// @ts-check
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inRoot } from "../launch/project.mjs";

/** @typedef {{ "bom-ref": string, type: string, name: string, version: string, purl: string }} Component */

/** `node_modules/a`, or `node_modules/a/node_modules/@b/c`, in front of a file of that package. */
const PACKAGE = /(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+/;

/**
 * The packages, by the lockfile's names for their places, that these files belong to.
 * @param {readonly string[]} files @param {Record<string, { version?: string }>} locked
 */
export function packagesOf(files, locked) {
  const places = files.flatMap((file) => placeOf(file, locked) ?? []);
  const nameOf = (/** @type {string} */ place) =>
    place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  return new Set(places.map((place) => `${nameOf(place)}@${locked[place]?.version}`));
}

/** What a package ships within itself belongs to that package. @param {string} file @param {object} locked */
function placeOf(file, locked) {
  for (let place = PACKAGE.exec(file)?.[0]; place; place = place.slice(0, place.lastIndexOf("node_modules/")))
    if (place.slice(0, -1) in locked) return place.slice(0, -1);
  return undefined;
}

/**
 * The list of what an image holds that is made of these files, as CycloneDX: packages of npm, Node, and what the base
 * brings of Debian. The same for the same files, so it has no number and no time.
 * @param {readonly string[]} files
 */
export function listPackages(files) {
  const { packages } = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
  const held = packagesOf(files, packages);
  // With `--omit=dev` npm 11 leaves out what a tool of ours needs as well.
  const args = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--include=dev"];
  const text = execFileSync("npm", args, { cwd: inRoot(), encoding: "utf8", maxBuffer: 2 ** 26 });
  const { serialNumber: _, metadata, components, dependencies, ...list } = JSON.parse(text);
  /** @type {Component[]} */
  const fromNpm = components.filter((/** @type {Component} */ each) => held.has(`${each.name}@${each.version}`));
  const refs = new Set([metadata.component["bom-ref"], ...fromNpm.map((each) => each["bom-ref"])]);
  const missing = [...held].filter((name) => !fromNpm.some((each) => name === `${each.name}@${each.version}`));
  if (missing.length > 0) throw new Error(`The list of packages lacks ${missing.join(", ")}.`);
  return {
    ...list,
    metadata: {
      lifecycles: [{ phase: "build" }],
      tools: metadata.tools,
      // Npm calls it as the folder is called.
      component: { ...metadata.component, type: "application", name: "quartermaster" },
    },
    components: [...fromNpm, node(), ...fromDebian()],
    dependencies: dependencies.flatMap((/** @type {{ ref: string, dependsOn: string[] }} */ { ref, dependsOn }) =>
      refs.has(ref) ? [{ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }] : [],
    ),
  };
}

/** @returns {Component} */
const node = () => component("application", "node", process.versions.node, `pkg:generic/node@${process.versions.node}`);

/** @returns {Component[]} */
function fromDebian() {
  const format = "${Package} ${Version} ${Architecture}\n";
  const lines = execFileSync("dpkg-query", ["--show", `--showformat=${format}`], { encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [name = "", version = "", architecture = ""] = line.split(" ");
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
    return component("library", name, version, purl);
  });
}

/** @param {string} type @param {string} name @param {string} version @param {string} purl @returns {Component} */
const component = (type, name, version, purl) => ({ "bom-ref": purl, type, name, version, purl });
