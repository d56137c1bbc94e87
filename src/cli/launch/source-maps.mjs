// @ts-check
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const MAP = ".js.map";
const MENTION = /\n?\/\/# sourceMappingURL=\S+\s*$/;

/**
 * Takes the maps of browsers' scripts out of what is served, each beside a copy of its script, for the service that
 * takes errors. The scripts are then as they are without maps.
 * @param {string} served @param {string} apart
 */
export function setMapsApart(served, apart) {
  rmSync(apart, { recursive: true, force: true });
  for (const map of readdirSync(served, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(MAP))) {
    const script = map.slice(0, -".map".length);
    mkdirSync(dirname(join(apart, map)), { recursive: true });
    cpSync(join(served, script), join(apart, script));
    renameSync(join(served, map), join(apart, map));
    writeFileSync(join(served, script), readFileSync(join(served, script), "utf8").replace(MENTION, ""));
  }
}
