import { crc32, deflateSync, inflateSync } from "node:zlib";

/*
 * Pictures in shades of grey, a byte for each pixel, as PNG files: enough to keep what a page looks like. It reads what
 * it wrote itself.
 */

export type Picture = { width: number; height: number; pixels: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BITS = 8;
const [LENGTH_BYTES, NAME_BYTES] = [4, 4];
const HEADER_BYTES = 13;

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(LENGTH_BYTES);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

export function writePng({ width, height, pixels }: Picture): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, LENGTH_BYTES);
  header[2 * LENGTH_BYTES] = BITS;
  // Each row begins with the filter that it is written by: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

export function readPng(file: Buffer): Picture {
  const header = file.subarray(SIGNATURE.length + LENGTH_BYTES + NAME_BYTES);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(LENGTH_BYTES)];
  const at = file.indexOf("IDAT");
  const length = file.readUInt32BE(at - LENGTH_BYTES);
  const rows = inflateSync(file.subarray(at + NAME_BYTES, at + NAME_BYTES + length));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) pixels.set(rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width);
  return { width, height, pixels };
}
