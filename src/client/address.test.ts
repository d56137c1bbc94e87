import { expect, test } from "vitest";
import { asFlag, asOneOf, asText, readAddress, writeAddress } from "./address";

const FIELDS = {
  search: asText(""),
  customer: asText(null),
  sort: asOneOf(["placedAt", "total"], "placedAt"),
  period: asOneOf(["today", "7"], null),
  descending: asFlag(true),
};
const FIRST = { search: "", customer: null, sort: "placedAt", period: null, descending: true };

test("what an address does not say, or says in words that nobody knows, is as at first", () => {
  expect(readAddress(FIELDS, {})).toEqual(FIRST);
  expect(readAddress(FIELDS, { sort: "colour", descending: "perhaps", period: ["7", "today"] })).toEqual(FIRST);
});

test("server and browser read the same of an address", () => {
  const address = "search=wool+%26+silk&sort=total&period=7&descending=false&customer=7";
  const asked = { search: "wool & silk", customer: "7", sort: "total", period: "7", descending: false };
  const params = new URLSearchParams(address);
  expect(readAddress(FIELDS, params)).toEqual(asked);
  expect(readAddress(FIELDS, Object.fromEntries(params))).toEqual(asked);
});

test("a change leaves what else the address says, and out what need not be said", () => {
  expect(writeAddress(FIELDS, "?scan=1&sort=total", { search: "wool & silk" })).toBe(
    "?scan=1&sort=total&search=wool+%26+silk",
  );
  expect(writeAddress(FIELDS, "?search=wool&sort=total", { search: "", sort: "placedAt" })).toBe("");
  expect(writeAddress(FIELDS, "?customer=7&descending=false", { customer: null, descending: true })).toBe("");
  expect(writeAddress(FIELDS, "?period=7", { period: undefined, descending: false })).toBe(
    "?period=7&descending=false",
  );
});
