import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";

const Names = z.record(z.string(), z.string()).default({});
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().default(false),
      dependencies: Names,
      optionalDependencies: Names,
    }),
  ),
});
const { packages } = Lockfile.parse(JSON.parse(readFileSync(join(process.cwd(), "package-lock.json"), "utf8")));

const { dependencies, devDependencies, allowScripts } = z
  .object({ dependencies: Names, devDependencies: Names, allowScripts: z.record(z.string(), z.boolean()) })
  .parse(JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")));

/** As Node looks: beside the package, then in each folder above. */
function isLocked(from: string, name: string): boolean {
  if (packages[join(from, "node_modules", name)]) return true;
  return from !== "" && isLocked(from.slice(0, Math.max(from.lastIndexOf("/node_modules/"), 0)), name);
}

test("the lockfile knows the packages of every platform, or `npm ci` would refuse it", () => {
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} -> ${name}`),
  );
  expect(missing).toEqual([]);
});

test("the lockfile names no registry, so that each machine uses its own", () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test("each package of ours is one version, which the lockfile has", () => {
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  const open = wanted.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version);
  expect(open).toEqual([]);
});

test("of each package that would run something when it is installed it is said whether it may", () => {
  const scripted = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    path !== "" && hasInstallScript ? [path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)] : [],
  );
  expect(scripted.length).toBeGreaterThan(0);
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
});
