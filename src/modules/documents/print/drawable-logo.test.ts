import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { isDrawable } from "./drawable-logo";

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(name, "latin1"), content, Buffer.alloc(4)]);
}

type Png = { depth?: number; colour?: number; interlaced?: number; rows: number[][]; more?: Buffer[] };

/** Of 2 × 2 pixels. */
function isDrawn({ depth = 8, colour = 6, interlaced = 0, rows, more = [] }: Png) {
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, depth, colour, 0, 0, interlaced]);
  const pixels = deflateSync(Buffer.from(rows.flat()));
  const chunks = [chunk("IHDR", head), ...more, chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))];
  const bytes = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
  return isDrawable(bytes, { type: "image/png", width: 2, height: 2 });
}

const row = (filter: number, bytes: number) => [filter, ...Array.from({ length: bytes }, () => 7)];
const TRANSPARENCY = chunk("tRNS", Buffer.from([0]));

test("PNG of every plain kind is drawn", async () => {
  expect(await isDrawn({ rows: [row(0, 8), row(4, 8)] })).toBe(true);
  expect(await isDrawn({ colour: 2, rows: [row(1, 6), row(2, 6)] })).toBe(true);
  expect(await isDrawn({ colour: 4, depth: 16, rows: [row(3, 8), row(0, 8)] })).toBe(true);
  expect(await isDrawn({ colour: 3, depth: 1, rows: [row(0, 1), row(0, 1)] })).toBe(true);
  expect(await isDrawn({ colour: 3, rows: [row(0, 2), row(0, 2)], more: [TRANSPARENCY] })).toBe(true);
});

test("a PNG whose rows make no sense is not, since it would end the process that draws it", async () => {
  expect(await isDrawn({ rows: [row(0, 8), row(9, 8)] })).toBe(false);
  expect(await isDrawn({ rows: [row(0, 8)] })).toBe(false);
  expect(await isDrawn({ rows: [row(0, 8), row(0, 8), row(0, 8)] })).toBe(false);
  expect(await isDrawn({ colour: 5, rows: [row(0, 8), row(0, 8)] })).toBe(false);
});

test("what would come out as something else is not drawn", async () => {
  expect(await isDrawn({ interlaced: 1, rows: [row(0, 8), row(0, 8)] })).toBe(false);
  expect(await isDrawn({ colour: 3, depth: 4, rows: [row(0, 1), row(0, 1)], more: [TRANSPARENCY] })).toBe(false);
  expect(await isDrawn({ colour: 2, rows: [row(0, 6), row(0, 6)], more: [TRANSPARENCY] })).toBe(false);
  expect(await isDrawable(Buffer.alloc(40), { type: "image/webp", width: 2, height: 2 })).toBe(false);
});
