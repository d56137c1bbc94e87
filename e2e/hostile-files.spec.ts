import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import {
  drawing,
  gzipBomb,
  manyColumns,
  photographOfAnArchive,
  png,
  polyglot,
  zipBomb,
} from "./fixtures/hostile-files";
import { type Controls, expect, test } from "./fixtures/journey";
import { watchMemory } from "./fixtures/memory";
import { sendStream } from "./fixtures/send-stream";

/*
 * Files that are made to fill memory, to fill the disk, or to be taken for something else, sent to the product as it
 * runs. Each is refused in words, or kept without what was hostile in it; nobody's memory grows by them.
 */

const GROWN_MB_MAX = 200;
const GIGABYTE = 1024 ** 3;
const PART = Buffer.alloc(1024 ** 2, "mug,1\n");
const TOO_LARGE = "The file is larger than 256 MB. Split it and send the parts.";
const own = { "sec-fetch-site": "same-origin", "x-quartermaster": "1", "content-type": "application/octet-stream" };

test.describe.configure({ mode: "serial", timeout: 300_000 });

/** Every file that is kept, by its place in the folder. */
function kept(system: Controls): string[] {
  const folder = system.environment["FILES_DIR"] ?? "";
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** How much there is of what a file could have become. */
async function rowsOf(system: Controls) {
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  const [counts] = await sql`
    select (select count(*) from products) as products, (select count(*) from product_imports) as imports,
           (select count(*) from import_uploads) as uploads, (select logo_key from shop_settings) as logo`;
  await sql.end();
  return counts;
}

async function grownBy(system: Controls, work: () => Promise<unknown>): Promise<void> {
  const names = ["web", "worker"] as const;
  const watched = await Promise.all(
    names.map(async (name) => ({ name, memory: watchMemory(await system.pidOf(name)) })),
  );
  await work();
  const grown = watched.map(({ name, memory }) => ({ name, mb: memory.grown() }));
  console.log(`${test.info().title}: ${grown.map(({ name, mb }) => `${name} grew by ${mb} MB`).join(", ")}`);
  for (const { name, mb } of grown) expect(mb, `what ${name} held more than before, in MB`).toBeLessThan(GROWN_MB_MAX);
}

test("a gigabyte, announced or not, is refused and leaves nothing", async ({ system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("manager"));
  const headers = { ...own, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const before = { kept: kept(system), rows: await rowsOf(system) };
  await grownBy(system, async () => {
    const announced = { ...headers, "content-length": String(GIGABYTE) };
    const first = await sendStream(system.url, { path: "/api/imports", headers: announced, part: PART, times: 1 });
    expect(first.answer?.status).toBe(413);
    expect(JSON.parse(first.answer?.text ?? "").refusal.message).toBe(TOO_LARGE);

    const chunked = { ...headers, "transfer-encoding": "chunked" };
    const second = await sendStream(system.url, { path: "/api/imports", headers: chunked, part: PART, times: 1_024 });
    expect(second.answer?.status).toBe(413);
    expect(JSON.parse(second.answer?.text ?? "").refusal.message).toBe(TOO_LARGE);
    expect(second.sent, "what was taken before the answer").toBeLessThan(GIGABYTE / 2);
  });
  await expect.poll(() => kept(system)).toEqual(before.kept);
  expect(await rowsOf(system)).toEqual(before.rows);
});

test("what is no list of products is refused as it arrives, and leaves nothing", async ({
  system,
  sessionOf,
  playwright,
}) => {
  const storageState = await sessionOf(system.person("manager"));
  const request = await playwright.request.newContext({ baseURL: system.url, storageState });
  const files = [
    { name: "archive.xlsx", content: zipBomb(), says: "a workbook or a zip archive" },
    { name: "packed.csv", content: gzipBomb(), says: "isn't a text file", more: { "content-encoding": "gzip" } },
    { name: "wide.csv", content: Buffer.from(manyColumns(1_000_000)), says: "more than 250 columns" },
    { name: "blank.csv", content: Buffer.from(",".repeat(1_000_000)), says: "more than 250 columns" },
  ];
  const before = { kept: kept(system), rows: await rowsOf(system) };
  await grownBy(system, async () => {
    for (const { name, content, says, more } of files) {
      const refused = await request.post("/api/imports", { headers: { ...own, ...more }, data: content });
      expect(refused.status(), name).toBe(422);
      const { refusal } = await refused.json();
      expect(refusal, name).toMatchObject({ code: "imports.file-unreadable" });
      expect(refusal.message, name).toContain(says);
    }
  });
  await expect.poll(() => kept(system)).toEqual(before.kept);
  expect(await rowsOf(system)).toEqual(before.rows);
  await request.dispose();
});

test("a row of a million cells costs its own line and nothing else", async ({ shop, system }) => {
  const before = await rowsOf(system);
  await grownBy(system, async () => {
    const { fileKey } = await shop.api.upload(
      `Title,SKU,Price\n${manyColumns(1_000_000)}\nGlobe,${randomUUID()},4.50\n`,
    );
    const { importId } = await shop.api.change("imports", "start", { fileKey, fileName: "ragged.csv" });
    await shop.api.change("imports", "check", { importId, columns: ["title", "sku", "price"] });
    const isRead = async () => (await shop.api.ask("imports", "get", { importId })).status;
    await expect.poll(isRead, { timeout: 120_000 }).toBe("checked");
    const { rows } = await shop.api.ask("imports", "listProblems", { importId });
    expect(rows.map(({ row }) => row)).toContain(2);
    expect(rows.map(({ row }) => row)).not.toContain(3);
  });
  expect((await rowsOf(system))?.["products"]).toBe(before?.["products"]);
});

test("a name that leads outwards is a name and no path", async ({ shop, system }) => {
  const outward = `../../${randomUUID()}.csv`;
  const { refusal } = await shop.api.send("imports", "start", { fileKey: outward, fileName: "any.csv" });
  expect(refusal).toMatchObject({
    code: "platform.file-gone",
    message: "The file is no longer there. Upload it again.",
  });

  const { fileKey } = await shop.api.upload("Title,SKU,Price\nGlobe,GL-2,4.50\n");
  await shop.api.change("imports", "start", { fileKey, fileName: outward });
  for (const file of kept(system)) expect(file).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
  const names = readdirSync(system.folder, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith(path.basename(outward)))).toEqual([]);
});

test("a logo that is more than an image is refused, or kept as the image alone", async ({
  shop,
  system,
  sessionOf,
  playwright,
}) => {
  const set = (image: Buffer | null) => shop.api.send("shop", "setLogo", { image: image?.toString("base64") ?? null });
  const logos: [what: string, image: Buffer, says: string][] = [
    ["a drawing with a script", drawing, "must be a PNG, JPEG or WebP image"],
    ["an image that is a script as well", polyglot, "must be a PNG, JPEG or WebP image"],
    ["a photograph that is an archive as well", photographOfAnArchive, "is damaged or cut off"],
    ["a billion pixels", png(32_000, 32_000), "32000 × 32000 pixels"],
  ];
  const before = { kept: kept(system), rows: await rowsOf(system) };
  await grownBy(system, async () => {
    for (const [what, image, says] of logos) {
      const { status, refusal } = await set(image);
      expect(status, what).toBe(422);
      expect(refusal?.message, what).toContain(says);
    }
  });
  expect(kept(system)).toEqual(before.kept);
  expect(await rowsOf(system)).toEqual(before.rows);

  expect((await set(png(100, 40))).status).toBe(200);
  const storageState = await sessionOf(system.person("admin"));
  const request = await playwright.request.newContext({ baseURL: system.url, storageState });
  const image = await request.get(`/api/logo?${(await rowsOf(system))?.["logo"]}`);
  expect(image.headers()).toMatchObject({ "content-type": "image/png", "x-content-type-options": "nosniff" });
  expect(await image.text()).toContain("IDAT");
  expect(await image.text()).not.toContain("script");
  await request.dispose();
  expect((await set(null)).status).toBe(200);
  await expect.poll(() => kept(system)).toEqual(before.kept);
});
