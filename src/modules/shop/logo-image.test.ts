import { expect, test } from "vitest";
import { readImage } from "./logo-image";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const png = (width: number, height: number) => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [...size], [8, 6, 0, 0, 0]);
};

test("an image is known by its bytes, with its size", () => {
  expect(readImage(png(640, 480))).toEqual({ type: "image/png", width: 640, height: 480 });
  const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3, 0, 0]);
  expect(readImage(jpeg)).toEqual({ type: "image/jpeg", width: 640, height: 480 });
  const extended = bytes("RIFF", [9, 9, 9, 9], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0], [0x7f, 0x02, 0, 0xdf, 0x01, 0]);
  expect(readImage(extended)).toEqual({ type: "image/webp", width: 640, height: 480 });
  const bits = 639 | (479 << 14);
  const lossless = bytes(
    "RIFF",
    [9, 9, 9, 9],
    "WEBPVP8L",
    [9, 0, 0, 0, 0x2f],
    [bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255, 0, 0, 0, 0, 0],
  );
  expect(readImage(lossless)).toEqual({ type: "image/webp", width: 640, height: 480 });
  const lossy = bytes("RIFF", [9, 9, 9, 9], "WEBPVP8 ", [9, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a], [128, 2, 224, 1]);
  expect(readImage(lossy)).toEqual({ type: "image/webp", width: 640, height: 480 });
});

test("drawings that may hold scripts, pages, cut-off and empty files are no images, whatever they are called", () => {
  const others = [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<?xml version="1.0"?><svg/>',
    "<!doctype html><script>alert(1)</script>",
    "GIF89a\x01\0\x01\0",
    "",
  ];
  for (const other of others) expect(readImage(bytes(other))).toBeNull();
  expect(readImage(png(640, 480).subarray(0, 20))).toBeNull();
  expect(readImage(png(0, 480))).toBeNull();
  expect(readImage(bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
});
