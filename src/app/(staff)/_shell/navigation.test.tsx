import { expect, test } from "vitest";
import { actionsOf, navigationOf, phoneNavigationOf } from "./navigation";

const hrefs = (items: readonly { href: string }[]) => items.map(({ href }) => href);
const pagesOf = (role: "admin" | "staff") => hrefs(navigationOf(role).flatMap(({ items }) => items));

test("people see the pages and actions that their role opens, and no empty section", () => {
  expect(pagesOf("admin")).toEqual(expect.arrayContaining(["/users", "/ledger"]));
  expect(pagesOf("staff")).not.toContain("/users");
  expect(navigationOf("staff").map(({ label }) => label)).toEqual([undefined, "Sales", "Inventory"]);
  expect(hrefs(actionsOf("admin"))).toContain("/products/new");
  expect(hrefs(actionsOf("staff"))).toEqual(["/orders/new", "/stock/receive", "/stock/move"]);
});

test("the bar of a phone has room for four", () => {
  expect(hrefs(phoneNavigationOf("admin"))).toEqual(["/", "/orders", "/stock", "/stock/receive"]);
});
