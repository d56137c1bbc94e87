import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenLocally } from "@/testing/local-server";
import { setMapsApart } from "./source-maps.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "maps-"));
const [served, apart] = [path.join(folder, "static"), path.join(folder, "source-maps")];
const SCRIPT = "console.log(1);";
const listed = (of: string) => readdirSync(of, { recursive: true, encoding: "utf8" }).toSorted();

beforeAll(() => {
  mkdirSync(path.join(served, "chunks"), { recursive: true });
  writeFileSync(path.join(served, "chunks", "a.js"), `${SCRIPT}\n\n//# sourceMappingURL=0x1.js.map`);
  writeFileSync(
    path.join(served, "chunks", "0x1.js.map"),
    JSON.stringify({ version: 3, sources: ["a.ts"], names: [], mappings: "AAAA" }),
  );
  writeFileSync(path.join(served, "chunks", "same.js"), `${SCRIPT}\n\n//# sourceMappingURL=0x1.js.map`);
  writeFileSync(path.join(served, "chunks", "b.js"), SCRIPT);
  setMapsApart(served, apart);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what is served has no map and names none", () => {
  const scripts = ["a.js", "b.js", "same.js"];
  expect(listed(path.join(served, "chunks"))).toEqual(scripts);
  for (const name of scripts) expect(readFileSync(path.join(served, "chunks", name), "utf8")).toBe(SCRIPT);
  expect(listed(path.join(apart, "chunks"))).toEqual(["a.js", "a.js.map", "same.js", "same.js.map"]);
});

/** As the pipeline calls it, at a server that speaks as much of Sentry as an upload needs. */
test("the maps that were set apart are uploaded for their release", async () => {
  const asked: { path: string; key: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://service");
    const body = await text(request);
    asked.push({ path: `${request.method} ${pathname}`, key: request.headers.authorization, body });
    const isStored = asked.some((call) => call.path === "POST /chunks");
    const answer = pathname.endsWith("/assemble/")
      ? { state: isStored ? "ok" : "not_found", missingChunks: isStored ? [] : JSON.parse(body).chunks }
      : { ...UPLOADS, url: `${origin}/chunks` };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  const { port, stop } = await listenLocally(server);
  const origin = `http://127.0.0.1:${port}`;

  expect(await upload(origin)).toBe(0);
  await stop();
  expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(["Bearer of-the-tests"]));
  expect(asked.filter((call) => call.path === "POST /chunks")).toHaveLength(1);
  const assembled = asked.find((call) => call.path === "POST /api/0/organizations/shop/artifactbundle/assemble/");
  expect(JSON.parse(assembled?.body ?? "{}")).toMatchObject({ projects: ["quartermaster"], version: "r-7" });
}, 120_000);

const UPLOADS = {
  chunkSize: 8_388_608,
  chunksPerRequest: 64,
  maxFileSize: 33_554_432,
  maxRequestSize: 33_554_432,
  concurrency: 1,
  hashAlgorithm: "sha1",
  compression: ["gzip"],
  accept: ["release_files", "artifact_bundles", "artifact_bundles_v2"],
};

function upload(origin: string): Promise<number | null> {
  const program = path.join("node_modules", "sentry", "dist", "bin.cjs");
  const options = ["--release", "r-7", "--url-prefix", "~/_next/static/", "--no-rewrite"];
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    NODE_ENV: "production" as const,
    SENTRY_CLI_NO_TELEMETRY: "1",
    SENTRY_URL: origin,
    SENTRY_AUTH_TOKEN: "of-the-tests",
    SENTRY_ORG: "shop",
    SENTRY_PROJECT: "quartermaster",
  };
  const child = spawn(process.execPath, [program, "sourcemap", "upload", apart, ...options], { env, stdio: "ignore" });
  return new Promise((resolve) => child.once("exit", resolve));
}
