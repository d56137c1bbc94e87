import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { actionsOf, navigationOf, phoneNavigationOf } from "./navigation";

const hrefs = (items: readonly { href: string }[]) => items.map(({ href }) => href);
const pagesOf = (role: "admin" | "staff") => hrefs(navigationOf(role).flatMap(({ items }) => items));

test("people see the pages and actions that their role opens, and no empty section", () => {
  expect(pagesOf("admin")).toEqual(expect.arrayContaining(["/users", "/ledger"]));
  expect(pagesOf("staff")).not.toContain("/users");
  expect(navigationOf("admin").map(({ label }) => label)).toContain("Admin");
  expect(navigationOf("staff").map(({ label }) => label)).not.toContain("Admin");
  expect(hrefs(actionsOf("admin"))).toContain("/products/new");
  expect(hrefs(actionsOf("staff"))).toEqual(["/orders/new", "/stock/receive", "/stock/move"]);
});

/** What one opens from the menu of one's own name. */
const ELSEWHERE = ["/profile"];

test("every page that stands by itself is in the menu", () => {
  const pages = readdirSync(path.resolve(import.meta.dirname, ".."), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[_[(]/.test(entry.name))
    .map(({ name }) => `/${name}`);
  expect(pages).toEqual(expect.arrayContaining(["/orders", "/stock"]));
  expect(pages.filter((page) => !pagesOf("admin").includes(page) && !ELSEWHERE.includes(page))).toEqual([]);
});

test("no two pages have the same shortcut", () => {
  const shortcuts = navigationOf("admin").flatMap(({ items }) => items.map(({ shortcut }) => shortcut));
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});

test("the bar of a phone has room for four", () => {
  expect(hrefs(phoneNavigationOf("admin"))).toEqual(["/", "/orders", "/stock", "/stock/receive"]);
});
