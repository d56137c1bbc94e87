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
      integrity: z.string().optional(),
      os: z.array(z.string()).default(["linux"]),
      cpu: z.array(z.string()).default(["x64"]),
      libc: z.array(z.string()).default(["glibc"]),
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

test("what Linux installs, as the image does, is known by its checksum", () => {
  const installed = Object.entries(packages).filter(
    ([path, { os, cpu, libc }]) => path !== "" && os.includes("linux") && cpu.includes("x64") && libc.includes("glibc"),
  );
  expect(installed.length).toBeGreaterThan(500);
  const unknown = installed.filter(([, { integrity = "" }]) => !/^sha(?:512|1)-/.test(integrity));
  expect(unknown.map(([path]) => path)).toEqual([]);
});

/** What each had before was a hole, or a fault that this product met. */
const FLOORS: Readonly<Record<string, string>> = {
  // CVE-2026-75604 and GHSA-2xp9-vwfh-vxw4: code run by whoever sends an image.
  next: "16.3.3",
  // CVE-2026-23870: a server kept busy by one request.
  react: "19.2.6",
  "react-dom": "19.2.6",
  // GHSA-7rqj-j65f-68wh: an email that looks like another; GHSA-xmf8-cvqr-rfgj: a header that ends the process.
  "next-auth": "4.24.15",
  // CVE-2026-39356: names of columns that become statements.
  "drizzle-orm": "0.45.2",
  // CVE-2025-68130: forms that reach prototypes.
  "@trpc/server": "11.8.0",
  // Listens again after Postgres was away.
  bullmq: "6.7.0",
  // Waits for a quiet network though a stream is open.
  "@playwright/test": "1.62.0",
};

const numbersOf = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
function isBelow(version: string, floor: string): boolean {
  const wanted = numbersOf(floor);
  const [differing = 0] = numbersOf(version).flatMap((number, at) => number - (wanted[at] ?? 0) || []);
  return differing < 0;
}

test.each(Object.entries(FLOORS))("no copy of %s is older than %s", (name, floor) => {
  const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(([, { version = "0" }]) => isBelow(version, floor))).toEqual([]);
  expect([isBelow("4.24.9", "4.24.15"), isBelow("16.10.0", "16.3.3"), isBelow(floor, floor)]).toEqual([
    true,
    false,
    false,
  ]);
});
