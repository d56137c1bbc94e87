import { fileUnreadable } from "@/modules/imports/contract";
import type { Encoding } from "@/modules/imports/import-format";
import { formatQuantity } from "@/shared/quantity";

const BYTES_LOOKED_AT = 4_096;
/** Text in Latin letters has a zero in every second byte of UTF-16; in UTF-8 and its kin there is none. */
const ZEROS_OF_UTF16 = 0.3;
const ZEROS_OF_OTHERS = 0.02;

/** Bytes 0x80 to 0x9f of Windows-1252; five of them mean nothing. */
const WINDOWS_SIGNS = [..."€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"];
const C1 = /[\u0080-\u009f]/g;

const startsWith = (bytes: Buffer, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** How the text of a file is written, by its first bytes. @throws fileUnreadable when it is no text */
export function detectEncoding(start: Buffer): Encoding {
  if (startsWith(start, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(start, 0xfe, 0xff)) return "utf-16be";
  if (startsWith(start, 0x50, 0x4b) || startsWith(start, 0xd0, 0xcf, 0x11, 0xe0))
    throw fileUnreadable({ reason: "This is a workbook or a zip archive. Save it as CSV and upload that." });
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(start.subarray(0, BYTES_LOOKED_AT).toString("latin1")))
    throw fileUnreadable({ reason: "This is a web page or an XML file. Save it as CSV and upload that." });
  const [even, odd] = shareOfZeros(start.subarray(0, BYTES_LOOKED_AT));
  if (odd > ZEROS_OF_UTF16 && even < ZEROS_OF_OTHERS) return "utf-16le";
  if (even > ZEROS_OF_UTF16 && odd < ZEROS_OF_OTHERS) return "utf-16be";
  if (start.includes(0)) throw fileUnreadable({ reason: "This isn't a text file. Save it as CSV and upload that." });
  return new Utf8Check().take(start) ? "utf-8" : "windows-1252";
}

function shareOfZeros(bytes: Buffer): [even: number, odd: number] {
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const half = Math.max(1, bytes.length / 2);
  return [(zeros[0] ?? 0) / half, (zeros[1] ?? 0) / half];
}

const countOf = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;

/**
 * Whether a file is UTF-8, part by part. A file that breaks the rules of UTF-8 is of an old encoding, unless it has
 * more letters that keep them: that one is damaged, and to read it otherwise would spoil those.
 */
export class Utf8Check {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private lines = 1;
  private letters = 0;

  /** False when it is not UTF-8. @throws fileUnreadable when most of it is and a part is not */
  take(part: Buffer): boolean {
    try {
      this.letters += Math.max(0, part.length - this.decoder.decode(part, { stream: true }).length - 3);
      for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) this.lines += 1;
      return true;
    } catch {
      const text = new TextDecoder("utf-8").decode(part);
      const letters = this.letters + countOf(text, /[^\u0000-\u007f\ufffd]/g);
      if (letters <= countOf(text, /\ufffd/g)) return false;
      const line = this.lines + countOf(text.slice(0, text.indexOf("\ufffd")), /\n/g);
      const reason = `Line ${formatQuantity(line)} is not in UTF-8 like the rest. Export the file as “CSV UTF-8”.`;
      throw fileUnreadable({ reason });
    }
  }
}

export type TextDecoding = { decode: (bytes: Uint8Array) => string; end: () => string };

/** Decodes a file's parts into text, without its byte order mark. @throws fileUnreadable */
export function decodeAs(encoding: Encoding): TextDecoding {
  if (encoding === "windows-1252") return { decode: decodeWindows, end: () => "" };
  const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
  const read = (bytes: Uint8Array, stream: boolean) => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw fileUnreadable({ reason: "The file is not in UTF-8 throughout. Export it again as “CSV UTF-8”." });
    }
  };
  return { decode: (bytes) => read(bytes, true), end: () => read(new Uint8Array(), false) };
}

const decodeWindows = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("latin1")
    .replace(C1, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign);
