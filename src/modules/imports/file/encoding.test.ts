import { describe, expect, test } from "vitest";
import { decodeAs, detectEncoding } from "./encoding";

const UTF16BE = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("an encoding is told by the bytes", () => {
  test.each([
    ["utf-8", Buffer.from("Name,Preis\nKüche,1\n")],
    ["utf-8", Buffer.from("\ufeffName,Preis\n")],
    ["utf-8", Buffer.from("Name,Price\n")],
    ["utf-16le", Buffer.from("\ufeffName,Preis\nKüche\n", "utf16le")],
    ["utf-16le", Buffer.from("Name,Preis\nKüche\n", "utf16le")],
    ["utf-16be", UTF16BE("\ufeffName,Preis\nKüche\n")],
    ["utf-16be", UTF16BE("Name,Preis\nKüche\n")],
    ["windows-1252", Buffer.from([0x4b, 0xfc, 0x63, 0x68, 0x65, 0x3b, 0x80, 0x31, 0x0a])],
  ])("%s", (encoding, bytes) => expect(detectEncoding(bytes)).toBe(encoding));

  test.each([
    ["a workbook", Buffer.from("PK\u0003\u0004"), /workbook/],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /workbook/],
    ["a web page", Buffer.from("\n<html><table>"), /web page/],
    ["a picture", Buffer.from([0x89, 0x50, 0, 1, 2, 0, 0, 9]), /text file/],
    ["a damaged file", Buffer.concat([Buffer.from("Öl,Köln\nÄh\n"), Buffer.from([0xfc, 10])]), /Line 3/],
  ])("%s is refused with what to do", (_what, bytes, reason) => expect(() => detectEncoding(bytes)).toThrow(reason));
});

test.each([
  ["utf-8", Buffer.from("\ufeffKüche")],
  ["utf-16le", Buffer.from("\ufeffKüche", "utf16le")],
  ["utf-16be", UTF16BE("\ufeffKüche")],
  ["windows-1252", Buffer.from("Küche", "latin1")],
] as const)("%s is decoded in parts that cut through a letter", (encoding, bytes) => {
  const decoding = decodeAs(encoding);
  const parts = Array.from(bytes, (byte) => decoding.decode(Uint8Array.of(byte)));
  expect(parts.join("") + decoding.end()).toBe("Küche");
});

test("Windows has signs where Latin-1 has none", () => {
  expect(decodeAs("windows-1252").decode(Uint8Array.of(0x80, 0x84, 0x92, 0x96, 0xe9))).toBe("€„’–é");
});
