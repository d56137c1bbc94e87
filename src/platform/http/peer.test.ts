import { describe, expect, test } from "vitest";
import { networkOf } from "./caller-address";
import { addressOf, isForUs } from "./peer";

const socket = { remoteAddress: "::ffff:192.0.2.9" };

describe("the address of a request", () => {
  test.each([
    ["the socket's own, whatever the client claims", 0, "203.0.113.77", "192.0.2.9"],
    ["what our one proxy saw", 1, "203.0.113.77, 198.51.100.4", "198.51.100.4"],
    ["what the outer of our two proxies saw", 2, "203.0.113.77, 198.51.100.4, 10.0.0.1", "198.51.100.4"],
    ["the socket's own where a proxy wrote nothing", 1, undefined, "192.0.2.9"],
    ["the socket's own where fewer proxies wrote than are ours", 3, "198.51.100.4", "192.0.2.9"],
  ])("is %s", (_what, hops, forwarded, expected) => expect(addressOf(forwarded, socket, hops)).toBe(expected));

  test.each([
    ["203.0.113.7:51234", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:51234", "203.0.113.7"],
  ])("is the same whatever port a proxy writes beside it: %s", (written, expected) =>
    expect(addressOf(`198.51.100.4, ${written}`, socket, 1)).toBe(expected),
  );

  test.each(["unknown", "_hidden", "203.0.113", "203.0.113.7:port", "[2001:db8::1", "stock.example:443", ","])(
    "is the socket's own where a proxy wrote none: %s",
    (written) => expect(addressOf(written, socket, 1)).toBe("192.0.2.9"),
  );

  test("in several headers is read as in one", () =>
    expect(addressOf(["203.0.113.77", "198.51.100.4"], socket, 1)).toBe("198.51.100.4"));
});

test("a household of IPv6 is one network", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:0DB8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("2a02::5:1:2:3:4")).toBe("2a02:0:0:5::/64");
  expect(networkOf("2a02:0:0:5::")).toBe("2a02:0:0:5::/64");
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
});

describe("a host", () => {
  const site = { appUrl: new URL("https://stock.example"), allowedHosts: ["10.0.0.7", "inside.example:3000"] };
  test.each(["stock.example", "STOCK.example", "localhost:3000", "127.0.0.1:4000", "[::1]:3000", "10.0.0.7:3000"])(
    "is ours: %s",
    (host) => expect(isForUs(host, site)).toBe(true),
  );
  test.each([
    "evil.example",
    "stock.example.evil.example",
    "inside.example:4000",
    "",
    undefined,
    "a b",
    "stock.example@evil.example",
  ])("is not ours: %s", (host) => expect(isForUs(host, site)).toBe(false));
});
