import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures/journey";

/*
 * Files as an attacker sends them, to the running product: each is refused in words, and the web grows by little.
 */

const MEGABYTE = 1_000_000;
const GROWN_BYTES_MAX = 200 * MEGABYTE;
const KEPT = /^[0-9a-f]{32}$/;

type Answer = { status: number; code: string; message: string };
type Sent = { origin: string; cookie: string };

const HEADERS = { "x-quartermaster": "1", "sec-fetch-site": "same-origin", "content-type": "application/octet-stream" };

/** Sends pieces until there are no more, or the server has answered. */
async function upload({ origin, cookie }: Sent, pieces: Iterable<Buffer>, headers: Record<string, string> = {}) {
  const asked: ClientRequest = request(`${origin}/api/imports`, {
    method: "POST",
    agent: false,
    headers: { ...HEADERS, cookie, ...headers },
  });
  asked.on("error", () => {});
  const answered = new Promise<Answer>((resolve) =>
    asked.once("response", async (answer) => {
      const { refusal, fileKey } = JSON.parse(await text(answer));
      resolve({ status: answer.statusCode ?? 0, code: refusal?.code ?? "", message: refusal?.message ?? fileKey });
    }),
  );
  let isAnswered = false;
  void answered.then(() => (isAnswered = true));
  for (const piece of pieces) {
    if (isAnswered || asked.destroyed) break;
    if (!asked.write(piece)) await new Promise((resolve) => asked.once("drain", resolve).once("close", resolve));
  }
  asked.end();
  return answered;
}

function* gigabyte(): Generator<Buffer> {
  const piece = Buffer.alloc(MEGABYTE, "a,b\n");
  for (let sent = 0; sent < 1_000; sent += 1) yield piece;
}

async function memoryOf(port: number): Promise<number> {
  const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes\{[^}]*\} (\S+)$/m.exec(figures)?.[1]);
}

const image = (bytes: Buffer) => ({ image: bytes.toString("base64") });
const chunk = (name: string, content: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length, 0);
  return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
};
function png(size: number, ...more: Buffer[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  const pixels = chunk("IDAT", gzipSync(Buffer.alloc(MEGABYTE)));
  const parts = [chunk("IHDR", head), pixels, chunk("IEND", Buffer.alloc(0)), ...more];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

const LOGOS = {
  "a drawing with a script": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  "a page that begins like an image": Buffer.concat([Buffer.from("GIF89a"), Buffer.from("<script>alert(1)</script>")]),
  "an image of ten thousand million pixels": png(100_000),
  "an image that is cut off": png(100).subarray(0, 60),
};

test("a gigabyte, a million columns and a packed file are refused in words, and the web stays small", async ({
  shop,
  system,
  sessionOf,
}) => {
  test.setTimeout(300_000);
  const { cookies } = await sessionOf(system.person("manager"));
  const sent = { origin: system.url, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const before = await memoryOf(system.metrics.web);
  const largest = {
    status: 413,
    code: "platform.file-too-large",
    message: expect.stringContaining("larger than 256 MB"),
  };
  expect(await upload(sent, gigabyte())).toMatchObject(largest);
  expect(await upload(sent, gigabyte(), { "content-length": String(1_000 * MEGABYTE) })).toMatchObject(largest);

  const start = async (bytes: Buffer, fileName: string, headers: Record<string, string> = {}) => {
    const { status, message: fileKey } = await upload(sent, [bytes], headers);
    expect(status).toBe(200);
    return shop.api.send("imports", "start", { fileKey, fileName });
  };
  const wide = await start(Buffer.from("column,".repeat(MEGABYTE)), "wide.csv");
  expect(wide.refusal).toMatchObject({ message: expect.stringMatching(/columns|too long/) });
  const bomb = gzipSync(Buffer.alloc(100 * MEGABYTE, "title,sku,price\n"));
  expect(bomb.length * 900).toBeLessThan(100 * MEGABYTE);
  for (const headers of [{}, { "content-encoding": "gzip" }]) {
    const packed = await start(bomb, "../../../etc/passwd", headers);
    expect(packed.status).toBeLessThan(500);
    expect(packed.refusal?.message).toMatch(/^[A-Z].+\.$/);
  }
  const grown = (await memoryOf(system.metrics.web)) - before;
  console.log(
    `2 GB, a million columns and 100 MB in ${bomb.length} bytes: the web grew by ${Math.round(grown / MEGABYTE)} MB`,
  );
  expect(grown).toBeLessThan(GROWN_BYTES_MAX);

  const kept = readdirSync(path.join(system.folder, "files"), { recursive: true, withFileTypes: true });
  expect(kept.filter((entry) => entry.isFile() && !KEPT.test(entry.name)).map(({ name }) => name)).toEqual([]);
});

test("a logo is an image of a bearable size, and leaves again without what hung on it", async ({
  shop,
  system,
  sessionOf,
}) => {
  for (const [what, bytes] of Object.entries(LOGOS)) {
    const { status, refusal } = await shop.api.send("shop", "setLogo", image(bytes));
    expect({ what, status, code: refusal?.code }).toEqual({
      what,
      status: expect.any(Number),
      code: "shop.logo-refused",
    });
    expect(refusal?.message).toMatch(/^[A-Z].+\.$/);
  }
  const marker = randomUUID();
  const polyglot = png(100, Buffer.from(`PK\u0003\u0004<script>${marker}</script>`));
  expect((await shop.api.send("shop", "setLogo", image(polyglot))).status).toBe(200);
  const { logoKey } = await shop.api.ask("shop", "getSettings");
  const { cookies } = await sessionOf(system.person("staff"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${system.url}/api/logo?${logoKey}`, { headers: { cookie } });
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual([
    200,
    "image/png",
    "nosniff",
  ]);
  const served = Buffer.from(await answer.arrayBuffer());
  expect(served).toEqual(png(100));
  expect((await shop.api.send("shop", "setLogo", { image: null })).status).toBe(200);
});
