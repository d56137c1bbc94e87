// @ts-check
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** How a script ends that has a map, which has a name of its own. */
const MENTION = /\s*\/\/# sourceMappingURL=(\S+)\s*$/;

/**
 * Takes the maps of browsers' scripts out of what is served, each beside a copy of its script and named after it, for
 * the service that takes errors. No script that is served names one.
 * @param {string} served @param {string} apart
 */
export function setMapsApart(served, apart) {
  rmSync(apart, { recursive: true, force: true });
  const names = readdirSync(served, { recursive: true, encoding: "utf8" });
  for (const script of names.filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(join(served, script), "utf8");
    const [, map] = MENTION.exec(text) ?? [];
    const path = map && join(served, dirname(script), map);
    if (!path || !existsSync(path)) continue;
    const plain = text.replace(MENTION, "");
    mkdirSync(dirname(join(apart, script)), { recursive: true });
    writeFileSync(join(apart, script), `${plain}\n//# sourceMappingURL=${basename(script)}.map\n`);
    copyFileSync(path, join(apart, `${script}.map`));
    writeFileSync(join(served, script), plain);
  }
  // Those of styles too; scripts that say the same share one.
  for (const name of names.filter((each) => each.endsWith(".map"))) rmSync(join(served, name), { force: true });
}
