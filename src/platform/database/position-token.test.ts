import { expect, test } from "vitest";
import { readPositionToken, toPositionToken } from "./position-token";

process.env["DATABASE_URL"] ??= "postgres://nobody@127.0.0.1/none";
process.env["AUTH_SECRET"] ??= "0123456789abcdef0123456789abcdef";

const POSITION = (2n << 64n) + 0x3_00_00_60n;

test("a position comes back as it was given out", () => {
  expect(readPositionToken(toPositionToken(POSITION))).toEqual({ log: POSITION, published: null });
  expect(readPositionToken(toPositionToken(POSITION, 17))).toEqual({ log: POSITION, published: 17 });
});

test.each([
  ["nothing", () => ""],
  ["a position that nobody signed", () => String(POSITION)],
  ["another position under the same signature", () => toPositionToken(POSITION).replace(/^\d/, "9")],
  ["a fact that nobody signed", () => toPositionToken(POSITION).replace(".", "-17.")],
  ["another signature", () => `${POSITION}.${"A".repeat(43)}`],
  ["a word", () => "newest"],
])("%s is no position", (_name, make) => {
  expect(readPositionToken(make())).toBeNull();
});
