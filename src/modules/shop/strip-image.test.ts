import { expect, test } from "vitest";
import { readImage } from "./logo-image";
import { stripImage } from "./strip-image";

const PRIVATE = "GPSLatitude 52.5200 taken by Ann";
const SCRIPT = "<script>alert(1)</script>";
const text = (value: string) => Buffer.from(value, "latin1");
const number = (bytes: number, value: number, isLittle = false) => {
  const buffer = Buffer.alloc(bytes);
  return isLittle ? (buffer.writeUIntLE(value, 0, bytes), buffer) : (buffer.writeUIntBE(value, 0, bytes), buffer);
};

const pngChunk = (name: string, content: Buffer) =>
  Buffer.concat([number(4, content.length), text(name), content, Buffer.alloc(4)]);
const IHDR = pngChunk("IHDR", Buffer.concat([number(4, 640), number(4, 480), Buffer.from([8, 6, 0, 0, 0])]));
const PNG = [text("\x89PNG\r\n\x1a\n"), IHDR, pngChunk("IDAT", text("pixels")), pngChunk("IEND", Buffer.alloc(0))];

const segment = (marker: number, content: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), number(2, content.length + 2), content]);
const SOF = segment(
  0xc0,
  Buffer.concat([Buffer.from([8]), number(2, 480), number(2, 640), Buffer.from([1, 1, 0x11, 0])]),
);
const SCAN = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), text("pix\xff\x00els\xff\xd0more")]);
const JPEG = [Buffer.from([0xff, 0xd8]), SOF, SCAN, Buffer.from([0xff, 0xd9])];

const riffChunk = (name: string, content: Buffer) =>
  Buffer.concat([text(name), number(4, content.length, true), content, Buffer.alloc(content.length % 2)]);
const riff = (...chunks: Buffer[]) => {
  const content = Buffer.concat([text("WEBP"), ...chunks]);
  return Buffer.concat([text("RIFF"), number(4, content.length, true), content]);
};
const VP8X = (flags: number) =>
  riffChunk("VP8X", Buffer.concat([Buffer.from([flags, 0, 0, 0]), number(3, 639, true), number(3, 479, true)]));
const PIXELS = riffChunk("VP8L", text("pixels!"));

const KINDS = [
  {
    kind: "image/png" as const,
    clean: Buffer.concat(PNG),
    loaded: Buffer.concat([
      ...PNG.slice(0, 2),
      ...["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "zzZz"].map((name) => pngChunk(name, text(PRIVATE + SCRIPT))),
      ...PNG.slice(2),
      text(`PK\x03\x04${SCRIPT}`),
    ]),
  },
  {
    kind: "image/jpeg" as const,
    clean: Buffer.concat(JPEG),
    loaded: Buffer.concat([
      ...JPEG.slice(0, 1),
      ...[0xe0, 0xe1, 0xe2, 0xed, 0xef, 0xfe].map((marker) => segment(marker, text(PRIVATE + SCRIPT))),
      ...JPEG.slice(1),
      text(`GIF89a${SCRIPT}`),
    ]),
  },
  {
    kind: "image/webp" as const,
    clean: riff(VP8X(0x10), PIXELS),
    loaded: Buffer.concat([
      riff(
        VP8X(0x3c),
        riffChunk("ICCP", text(PRIVATE)),
        PIXELS,
        ...["EXIF", "XMP ", "zzzz"].map((name) => riffChunk(name, text(PRIVATE + SCRIPT))),
      ),
      text(SCRIPT),
    ]),
  },
];

test.each(KINDS)("of an $kind what draws it is kept, and nothing else", ({ kind, clean, loaded }) => {
  expect(readImage(loaded)).toEqual({ type: kind, width: 640, height: 480 });
  expect(stripImage(loaded, kind)).toEqual(clean);
  expect(stripImage(clean, kind)).toEqual(clean);
});

test.each(KINDS)("an $kind that ends before its end, or has no pixels, is none", ({ kind, clean }) => {
  for (let length = 30; length < clean.length; length += 1)
    expect(stripImage(clean.subarray(0, length), kind)).toBeNull();
  expect(stripImage(Buffer.concat([PNG[0] ?? clean, ...PNG.slice(3)]), "image/png")).toBeNull();
});
