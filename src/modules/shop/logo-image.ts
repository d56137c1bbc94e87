import type { LogoType } from "./shop";

export type SizedImage = { type: LogoType; width: number; height: number };

/** The kind and size of an image by its own bytes, whatever it is called; null where it is none of those we take. */
export function readImage(bytes: Uint8Array): SizedImage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const read of [readPng, readJpeg, readWebp]) {
    const image = read(view);
    if (image && image.width > 0 && image.height > 0) return image;
  }
  return null;
}

const textAt = (view: DataView, offset: number, length: number): string =>
  offset + length > view.byteLength
    ? ""
    : String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length));

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
const PNG_HEADER_BYTES = 24;

function readPng(view: DataView): SizedImage | null {
  if (view.byteLength < PNG_HEADER_BYTES || textAt(view, 0, 8) !== PNG_SIGNATURE || textAt(view, 12, 4) !== "IHDR")
    return null;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

const JPEG_START = 0xffd8;
/** SOF0 to SOF15 name the size of the frame; DHT, JPG and DAC among them do not. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const FRAME_BYTES = 9;

function readJpeg(view: DataView): SizedImage | null {
  if (view.byteLength < 4 || view.getUint16(0) !== JPEG_START) return null;
  let at = 2;
  while (at + FRAME_BYTES <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { type: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

const WEBP_HEADER_BYTES = 30;
const FOURTEEN_BITS = 0x3fff;

function readWebp(view: DataView): SizedImage | null {
  if (view.byteLength < WEBP_HEADER_BYTES || textAt(view, 0, 4) !== "RIFF" || textAt(view, 8, 4) !== "WEBP")
    return null;
  const size = WEBP_SIZES[textAt(view, 12, 4)]?.(view);
  return size ? { type: "image/webp", ...size } : null;
}

type Size = { width: number; height: number };

/** By the first chunk: lossy, lossless, extended (RFC 9649). */
const WEBP_SIZES: Readonly<Record<string, (view: DataView) => Size>> = {
  "VP8 ": (view) => ({
    width: view.getUint16(26, true) & FOURTEEN_BITS,
    height: view.getUint16(28, true) & FOURTEEN_BITS,
  }),
  VP8L: (view) => {
    const bits = view.getUint32(21, true);
    return { width: (bits & FOURTEEN_BITS) + 1, height: ((bits >>> 14) & FOURTEEN_BITS) + 1 };
  },
  VP8X: (view) => ({ width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }),
};

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
