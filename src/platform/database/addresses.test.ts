import { expect, test } from "vitest";
import { addressesOf, primaryAmong } from "./addresses";

test.each([
  ["postgres://u:p%40w@a:5432,b:5433/shop?ssl=require", ["a:5432", "b:5433"]],
  ["postgres://u:p%40w@a/shop?ssl=require", ["a"]],
  ["postgres://u:p%40w@[::1]:5432,b/shop?ssl=require", ["[::1]:5432", "b"]],
])("%s names each host with all else of it", (url, hosts) => {
  expect(addressesOf(url)).toEqual(hosts.map((host) => `postgres://u:p%40w@${host}/shop?ssl=require`));
  expect(primaryAmong(url)).toEqual(hosts.length > 1 ? { target_session_attrs: "primary" } : {});
});

test("an address without a host is left as it is", () => {
  expect(addressesOf("postgres:///shop?host=/run")).toEqual(["postgres:///shop?host=/run"]);
});
