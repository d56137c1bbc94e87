import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { SizedImage } from "@/modules/shop/logo-image";

const SIGNATURE_BYTES = 8;
/** Length and name before the content of a chunk, its check behind. */
const HEAD_BYTES = 8;
const CHECK_BYTES = 4;
/** Behind width and height in the first chunk: depth, kind of colour, compression, filter, interlacing. */
const DEPTH_AT = SIGNATURE_BYTES + HEAD_BYTES + 8;
const COLOUR_AT = DEPTH_AT + 1;
const INTERLACING_AT = DEPTH_AT + 4;
/** How many numbers make a pixel, by the kind of colour. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;
const BYTE = 8;
/** How a row is told from the one above: none, by the left, the upper, both, and by Paeth. */
const FILTER_MAX = 4;

const unpack = promisify(inflate);

/**
 * Whether pdfkit can draw an image: JPEG as it is, PNG where its pixels unpack, come row by row, and are see-through by
 * a channel or a palette of whole bytes, since others come out as something else. It would meet a fault of the pixels
 * after the document was begun, where nobody catches it, and the process would end.
 */
export async function isDrawable(bytes: Buffer, image: SizedImage): Promise<boolean> {
  if (image.type === "image/jpeg") return true;
  if (image.type !== "image/png" || bytes[INTERLACING_AT] !== 0) return false;
  const [depth = 0, colour = 0] = [bytes[DEPTH_AT], bytes[COLOUR_AT]];
  const { pixels, hasTransparency } = readChunks(bytes);
  if (hasTransparency && !(colour === PALETTE && depth === BYTE)) return false;
  const row = 1 + Math.ceil((image.width * depth * (CHANNELS[colour] ?? 0)) / BYTE);
  return hasRows(pixels, { row, rows: image.height });
}

function readChunks(bytes: Buffer): { pixels: Buffer; hasTransparency: boolean } {
  const packed: Buffer[] = [];
  let hasTransparency = false;
  for (let at = SIGNATURE_BYTES; at + HEAD_BYTES <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + HEAD_BYTES);
    if (name === "IDAT") packed.push(bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length));
    hasTransparency ||= name === "tRNS";
    at += HEAD_BYTES + length + CHECK_BYTES;
  }
  return { pixels: Buffer.concat(packed), hasTransparency };
}

async function hasRows(packed: Buffer, { row, rows }: { row: number; rows: number }): Promise<boolean> {
  const pixels = await unpack(packed, { maxOutputLength: row * rows }).catch(() => Buffer.alloc(0));
  if (pixels.length !== row * rows) return false;
  for (let at = 0; at < pixels.length; at += row) if ((pixels[at] ?? 0) > FILTER_MAX) return false;
  return true;
}
