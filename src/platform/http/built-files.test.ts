import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request as ask, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressFiles } from "@/cli/launch/compress.mjs";
import { BuiltFiles } from "./built-files";
import { FrontDoor } from "./front-door";

const PASSED_ON = 299;
const SCRIPT = `console.log("${"what a page runs, ".repeat(50)}")`;

let folder: string;
let server: Server;
let close = () => {};

beforeAll(async () => {
  const root = mkdtempSync(path.join(tmpdir(), "built-"));
  folder = path.join(root, "static");
  mkdirSync(path.join(folder, "chunks"), { recursive: true });
  writeFileSync(path.join(folder, "chunks", "page.js"), SCRIPT);
  writeFileSync(path.join(folder, "chunks", "turbopack-worker-1.js"), SCRIPT);
  writeFileSync(path.join(folder, "chunks", "reader.wasm"), SCRIPT);
  writeFileSync(path.join(folder, "chunks", "font.woff2"), "compressed by itself");
  writeFileSync(path.join(root, "secret.js"), "not for anybody");
  await compressFiles(root);
  close = new FrontDoor(folder).open();
  writeFileSync(path.join(folder, "later.js"), SCRIPT);
  await compressFiles(root);
  server = createServer((_request, response) => response.writeHead(PASSED_ON).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  close();
  server.close();
});

type Asked = { method?: string; headers?: Record<string, string> };
type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

const get = (address: string, { method = "GET", headers = { "accept-encoding": "gzip, deflate, br" } }: Asked = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const bound = server.address();
    const port = bound !== null && typeof bound === "object" ? bound.port : 0;
    ask({ port, host: "127.0.0.1", path: address, method, headers, agent: false })
      .on("response", async (got) => resolve({ status: got.statusCode, headers: got.headers, body: await buffer(got) }))
      .on("error", reject)
      .end();
  });

const PAGE = "/_next/static/chunks/page.js";
const accepting = (accepted: string): Asked => ({ headers: { "accept-encoding": accepted } });

test("a script goes out in the smallest form that the caller takes", async () => {
  const smallest = await get(PAGE);
  expect(smallest).toMatchObject({
    status: 200,
    headers: {
      "content-encoding": "br",
      "content-type": "application/javascript; charset=UTF-8",
      "content-length": String(smallest.body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    },
  });
  expect(brotliDecompressSync(smallest.body).toString()).toBe(SCRIPT);

  const zipped = await get(PAGE, accepting("gzip"));
  expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(gunzipSync(zipped.body).toString()).toBe(SCRIPT);
  expect(zipped.headers.etag).not.toBe(smallest.headers.etag);
  expect((await get(PAGE, accepting("br;q=0, gzip;q=0.5"))).headers["content-encoding"]).toBe("gzip");
});

test("a program goes out compressed too, as what browsers compile while it arrives", async () => {
  const { headers, body } = await get("/_next/static/chunks/reader.wasm");
  expect(headers).toMatchObject({ "content-encoding": "br", "content-type": "application/wasm" });
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
});

test("the file of a worker alone may run a program, and loads nothing from elsewhere", async () => {
  const policyOf = async (name: string) =>
    (await get(`/_next/static/chunks/${name}`)).headers["content-security-policy"];
  expect(await policyOf("page.js")).toMatch(/^default-src 'none';(?!.*(?:script|connect)-src)/);
  expect(await policyOf("turbopack-worker-1.js")).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
      "frame-ancestors 'none'; base-uri 'none'",
  );
});

test("who takes nothing compressed, or wants anything else than reading, meets Next", async () => {
  for (const accepted of ["identity", "", "br;q=0", "zstd"])
    expect(await get(PAGE, accepting(accepted))).toMatchObject({ status: PASSED_ON });
  expect(await get(PAGE, { headers: {} })).toMatchObject({ status: PASSED_ON });
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
    expect(await get(PAGE, { method, ...accepting("br") })).toMatchObject({ status: PASSED_ON });
});

test("a form that the browser has is not sent again, and each form has its own tag", async () => {
  const { etag = "" } = (await get(PAGE)).headers;
  const knowing = (tag: string, accepted = "br") => ({
    headers: { "accept-encoding": accepted, "if-none-match": tag },
  });
  const known = await get(PAGE, knowing(`"other", W/${etag}`));
  expect(known).toMatchObject({ status: 304, headers: { etag, vary: "Accept-Encoding" } });
  expect(known.body).toHaveLength(0);
  expect(known.headers).not.toHaveProperty("content-encoding");
  expect(await get(PAGE, knowing(etag, "gzip"))).toMatchObject({ status: 200 });
});

test("all webs of a build give a form the same tag, whenever its files were laid there", () => {
  const headers = { "accept-encoding": "br" };
  const tagNow = () => new BuiltFiles(folder).answer({ method: "GET", url: PAGE, headers })?.headers["etag"];
  const tag = tagNow();
  utimesSync(path.join(folder, "chunks", "page.js.br"), 0, 0);
  expect(tagNow()).toBe(tag);
  expect(tag).toMatch(/^"[\w-]{43}"$/);
});

test("pages find their scripts though the next build has taken their place", async () => {
  const before = await get(PAGE);
  const away = `${folder}-before`;
  renameSync(folder, away);
  try {
    expect(await get(PAGE)).toMatchObject({ status: 200, body: before.body });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    renameSync(away, folder);
  }
});

test("HEAD says what GET would, and a part of a compressed file is never sent", async () => {
  const whole = await get(PAGE);
  const head = await get(PAGE, { method: "HEAD", ...accepting("br") });
  expect(head.headers).toMatchObject({ "content-length": String(whole.body.length), etag: whole.headers.etag });
  expect(head.body).toHaveLength(0);
  const part = await get(PAGE, { headers: { "accept-encoding": "br", range: "bytes=0-9" } });
  expect(part).toMatchObject({ status: 200, body: whole.body });
  expect(part.headers).not.toHaveProperty("accept-ranges");
});

test("no address leads out of the folder, or to what is no file of the build", async () => {
  const addresses = [
    "/_next/static/../secret.js",
    "/_next/static/chunks/../../secret.js",
    "/_next/static/%2e%2e/secret.js",
    "/_next/static/..%2fsecret.js",
    "/_next/static/..\\secret.js",
    "/_next/static//chunks/page.js",
    "/_next/static/chunks/page.js.br",
    "/_next/static/chunks/page.js%00",
    "/_next/static/chunks",
    "/_next/static/chunks/font.woff2",
    "/_next/static/later.js",
    "/_next/static/__proto__",
    "//_next/static/chunks/page.js",
  ];
  for (const address of addresses) expect((await get(address)).status, address).toBe(PASSED_ON);
});
