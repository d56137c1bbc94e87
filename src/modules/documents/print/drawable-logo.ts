import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { SizedImage } from "@/modules/shop/logo-image";

const SIGNATURE_BYTES = 8;
/** Length and name before the content of a chunk, its check behind. */
const HEAD_BYTES = 8;
const CHECK_BYTES = 4;
/** Behind width and height: depth, kind of colour, compression, filter, interlacing. */
const INTERLACING_AT = SIGNATURE_BYTES + HEAD_BYTES + 12;
/** Four channels of two bytes, and a filter for each row. */
const inflatedMax = ({ width, height }: SizedImage) => (width * 8 + 1) * height;

const unpack = promisify(inflate);

/**
 * Whether pdfkit can draw an image: JPEG as it is, PNG where its pixels unpack and come row by row. It would meet a
 * fault of them after the document was begun, where nobody catches it.
 */
export async function isDrawable(bytes: Buffer, image: SizedImage): Promise<boolean> {
  if (image.type === "image/jpeg") return true;
  if (image.type !== "image/png" || bytes[INTERLACING_AT] !== 0) return false;
  const packed: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at + HEAD_BYTES <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + HEAD_BYTES) === "IDAT")
      packed.push(bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length));
    at += HEAD_BYTES + length + CHECK_BYTES;
  }
  return unpack(Buffer.concat(packed), { maxOutputLength: inflatedMax(image) }).then(
    () => true,
    () => false,
  );
}
