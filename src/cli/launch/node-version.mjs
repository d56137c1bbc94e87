// @ts-check
import { readFileSync } from "node:fs";

/*
 * Imported before anything else and by any Node that can read modules at all, so that an old one says
 * what is wrong instead of failing on a line of newer syntax.
 */

/** @param {string} version as in v20.19.0 */
function numbersOf(version) {
  return (version.match(/\d+/g) || []).map(Number);
}

/**
 * @param {string} version
 * @param {string} floor as in >=20.19
 */
export function isOldNode(version, floor) {
  const [major = 0, minor = 0] = numbersOf(version);
  const [majorMin = 0, minorMin = 0] = numbersOf(floor);
  return major < majorMin || (major === majorMin && minor < minorMin);
}

export function refuseOldNode() {
  const packageFile = new URL("../../../package.json", import.meta.url);
  const floor = JSON.parse(readFileSync(packageFile, "utf8")).engines.node;
  if (!isOldNode(process.version, floor)) return;
  console.error(
    `Quartermaster needs Node ${floor.replace(">=", "")} or newer; this is ${process.version}. ` +
      "Get it from https://nodejs.org.",
  );
  process.exit(1);
}
