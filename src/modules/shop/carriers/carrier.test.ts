import fc from "fast-check";
import { expect, test } from "vitest";
import { faultOfLink, KNOWN_CARRIERS, trackingUrl } from "./carrier";

test("the suggested carriers lead to a page of their own, with the number in its place", () => {
  for (const { name, trackingLink } of KNOWN_CARRIERS) {
    expect(faultOfLink(trackingLink), name).toBeNull();
    expect(trackingUrl(trackingLink, "1Z 999"), name).toContain("1Z%20999");
  }
});

test.each([
  ["http://example.com/{tracking}", "begins with https"],
  ["javascript:alert(1)//{tracking}", "begins with https"],
  ["https://example.com/", "Write {tracking} once"],
  ["https://example.com/{tracking}/{tracking}", "Write {tracking} once"],
  ["https://example.com/{number}/{tracking}", "Write {tracking} once"],
  ["https://{tracking}.example.com/", "stands behind the name"],
  ["https://example.com{tracking}", "stands behind the name"],
  ["https://example.com:{tracking}/", "stands behind the name"],
  ["https://user@example.com/{tracking}", "stands behind the name"],
  ["example.com/{tracking}", "begins with https"],
])("%s is no tracking link", (link, reason) => {
  expect(faultOfLink(link)).toContain(reason);
  expect(trackingUrl(link, "1")).toBeNull();
});

test("whatever the number is, the link stays on the page of the carrier", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (tracking) => {
      const url = trackingUrl("https://example.com/t?n={tracking}", tracking);
      if (url === null) return;
      const read = new URL(url);
      expect([read.origin, read.pathname, read.hash]).toEqual(["https://example.com", "/t", ""]);
      expect(read.searchParams.get("n")).toBe(tracking.trim());
    }),
  );
});
