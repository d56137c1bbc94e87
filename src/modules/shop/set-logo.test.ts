import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeEach, expect, test } from "vitest";
import { sweepFiles } from "@/modules/imports/expire-imports";
import type { Context } from "@/platform/context";
import { files } from "@/platform/files";
import { outbox } from "@/platform/outbox/schema";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { SetLogo } from "./contract";
import { findLogo, readShopSettings } from "./queries";
import { setLogo } from "./set-logo";

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-logo-"));
process.env["FILES_DIR"] = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TAKEN_AT = "taken at home";

const database = testDatabase();
let ctx: Context;
beforeEach(async () => {
  ctx = await testContext(database.db);
});

function png(width: number, height: number): string {
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length, 0);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const parts = [chunk("IHDR", size), chunk("tEXt", Buffer.from(TAKEN_AT)), chunk("IDAT", Buffer.alloc(9))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts, chunk("IEND", Buffer.alloc(0))]).toString(
    "base64",
  );
}

const set = (image: string | null) => setLogo(ctx, SetLogo.parse({ image }));

test("a logo is kept as the kind of image that it is, and goes when another takes its place", async () => {
  await set(png(200, 80));
  const first = await findLogo(ctx);
  expect(first).toMatchObject({ type: "image/png" });
  const kept = await text(await files().get(first?.fileKey ?? ""));
  expect(kept).toContain("IDAT");
  expect(kept).not.toContain(TAKEN_AT);
  await set(png(300, 80));
  expect((await findLogo(ctx))?.fileKey).not.toBe(first?.fileKey);
  const asked = await database.db.select({ name: outbox.name, payload: outbox.payload }).from(outbox);
  expect(asked).toContainEqual({ name: "shop.remove-logo-file", payload: { fileKey: first?.fileKey } });

  await set(null);
  expect(await findLogo(ctx)).toBeNull();
});

test.each([
  ["a drawing that may hold scripts", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString("base64")],
  ["more pixels than anybody prints", png(20_000, 10)],
])("%s is no logo, and nothing is changed", async (_what, image) => {
  await expect(set(image)).rejects.toMatchObject({ code: "shop.logo-refused" });
  expect(await findLogo(ctx)).toBeNull();
});

test("a file that is too large is refused before it is read", () => {
  expect(SetLogo.safeParse({ image: "A".repeat(700_000) }).success).toBe(false);
});

test("whoever edits the settings meanwhile is not refused for a logo", async () => {
  const { version } = await readShopSettings(ctx);
  await set(png(200, 80));
  expect((await readShopSettings(ctx)).version).toBe(version);
});

test("the logo stays when old files are swept away", async () => {
  await set(png(200, 80));
  const { fileKey } = (await findLogo(ctx)) ?? { fileKey: "" };
  const longAgo = new Date("2020-01-01");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    utimesSync(path.join(folder, name), longAgo, longAgo);
  await sweepFiles(database.db);
  expect(await files().sizeOf(fileKey)).toBeGreaterThan(0);
});
