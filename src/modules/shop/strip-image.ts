import type { LogoType } from "./shop";

/**
 * The image without what is not needed to draw it: where and by whom a photograph was taken, comments, previews, and
 * whatever was hung on behind its end. Null where its parts do not fit together. Nothing is decoded, so no number of
 * pixels costs us anything.
 */
export const stripImage = (bytes: Buffer, type: LogoType): Buffer | null => STRIP[type](bytes);

const STRIP: Readonly<Record<LogoType, (bytes: Buffer) => Buffer | null>> = {
  "image/png": stripPng,
  "image/jpeg": stripJpeg,
  "image/webp": stripWebp,
};

const PNG_SIGNATURE_BYTES = 8;
/** Length and name before the content of a chunk, its check behind. */
const PNG_CHUNK_BYTES = 12;
const PNG_DRAWN = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs", "bKGD"]);

function stripPng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, PNG_SIGNATURE_BYTES)];
  let hasPixels = false;
  for (let at = PNG_SIGNATURE_BYTES; at + PNG_CHUNK_BYTES <= bytes.length;) {
    const name = bytes.toString("latin1", at + 4, at + 8);
    const end = at + PNG_CHUNK_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    if (PNG_DRAWN.has(name)) kept.push(bytes.subarray(at, end));
    hasPixels ||= name === "IDAT";
    if (name === "IEND") return hasPixels ? Buffer.concat(kept) : null;
    at = end;
  }
  return null;
}

const [JPEG_MARK, START_OF_IMAGE, END_OF_IMAGE, START_OF_SCAN, COMMENT] = [0xff, 0xd8, 0xd9, 0xda, 0xfe];
/** APP0 to APP15: of programs. Adobe's says how colours are meant. */
const isOfProgram = (marker: number) => marker >= 0xe0 && marker <= 0xef && marker !== 0xee;

function stripJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [Buffer.from([JPEG_MARK, START_OF_IMAGE])];
  let hasPixels = false;
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== JPEG_MARK) return null;
    if (marker === END_OF_IMAGE) return hasPixels ? Buffer.concat([...kept, bytes.subarray(at, at + 2)]) : null;
    if (marker === JPEG_MARK) {
      at += 1;
      continue;
    }
    if (at + 4 > bytes.length || bytes.readUInt16BE(at + 2) < 2) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const next = marker === START_OF_SCAN ? endOfScan(bytes, end) : end;
    if (next > bytes.length) return null;
    if (!isOfProgram(marker) && marker !== COMMENT) kept.push(bytes.subarray(at, next));
    hasPixels ||= marker === START_OF_SCAN;
    at = next;
  }
  return null;
}

/** Pixels go on over zeros behind a mark, and over the marks at which a decoder may restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(JPEG_MARK, from); at !== -1; at = bytes.indexOf(JPEG_MARK, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== JPEG_MARK && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

const WEBP_HEAD_BYTES = 12;
const WEBP_DRAWN = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"]);
const WEBP_PIXELS = new Set(["VP8 ", "VP8L", "ANMF"]);
/** In the first byte of the extended head: a profile of colours, Exif and XMP follow. */
const WEBP_FOLLOWS = 0x20 | 0x08 | 0x04;

function stripWebp(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let hasPixels = false;
  const stated = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = WEBP_HEAD_BYTES; at + 8 <= stated;) {
    const name = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > stated) return null;
    if (WEBP_DRAWN.has(name))
      kept.push(name === "VP8X" ? withoutFollowing(bytes.subarray(at, end)) : bytes.subarray(at, end));
    hasPixels ||= WEBP_PIXELS.has(name);
    at = end;
  }
  const head = Buffer.from(bytes.subarray(0, WEBP_HEAD_BYTES));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return hasPixels ? Buffer.concat([head, ...kept]) : null;
}

function withoutFollowing(chunk: Buffer): Buffer {
  const changed = Buffer.from(chunk);
  changed.writeUInt8(changed.readUInt8(8) & ~WEBP_FOLLOWS, 8);
  return changed;
}
