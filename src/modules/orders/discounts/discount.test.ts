import { expect, test } from "vitest";
import { toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { discountOf, isCovered, isLess, paidPart } from "./discount";

const line = (unitPrice: number, discountRate = 0, { listPrice = 1_000, quantity = 2 } = {}) => ({
  quantity: toQuantity(quantity),
  unitPrice: toMoney(unitPrice),
  discountRate: toRate(discountRate),
  listPrice,
});

test.each([
  ["the catalog's price", line(1_000), 0, 0],
  ["a tenth less", line(1_000, 100_000), 100_000, 200],
  ["a price below the catalog's", line(900), 100_000, 200],
  ["both, which is more than either", line(900, 100_000), 190_000, 380],
  ["a price above the catalog's", line(1_500), 0, 0],
  ["a discount on a price above the catalog's", line(2_000, 400_000), 400_000, 1_600],
  ["everything for nothing", line(0), 1_000_000, 2_000],
  ["what has no price in the catalog", line(500, 0, { listPrice: 0 }), 0, 0],
])("of %s", (_name, given, rateMax, givenAway) => {
  expect(discountOf([given])).toEqual({ rateMax, givenAway });
});

test("is the greatest of all lines, and in money all of them together", () => {
  expect(discountOf([line(1_000, 100_000), line(1_000, 300_000)])).toEqual({ rateMax: 300_000, givenAway: 800 });
});

const off = (discountRate: number, discountAmount = 0) => ({
  discountRate: toRate(discountRate),
  discountAmount: toMoney(discountAmount),
});

test("an amount off a line, and what is off the whole order, count as the rate that they are", () => {
  const inMoney = { ...line(1_000), discountAmount: toMoney(500) };
  expect(discountOf([inMoney])).toEqual({ rateMax: 250_000, givenAway: 500 });
  expect(discountOf([line(1_000)], paidPart([line(1_000)], off(100_000))).rateMax).toBe(100_000);
  expect(discountOf([line(1_000)], paidPart([line(1_000)], off(0, 500))).rateMax).toBe(250_000);
  expect(discountOf([line(1_000, 100_000)], paidPart([line(1_000)], off(100_000))).rateMax).toBe(190_000);
});

test("a rate off the whole order is that rate on its smallest line too, however the cents are shared", () => {
  const small = line(1, 0, { listPrice: 1, quantity: 1 });
  expect(discountOf([small, line(1_000)], paidPart([small, line(1_000)], off(100_000))).rateMax).toBe(100_000);
});

test("the same amount is more of a smaller order", () => {
  const [large, small] = [paidPart([line(1_000), line(1_000)], off(0, 500)), paidPart([line(1_000)], off(0, 500))];
  expect(isLess(small, large)).toBe(true);
  expect(isLess(large, small)).toBe(false);
  expect(isLess(large, large)).toBe(false);
});

const approved = { version: 2, customerId: "ada", rateMax: 300_000, givenAway: 800 };
const now = (changed: object) => ({
  version: 3,
  customerId: "ada",
  rateMax: toRate(300_000),
  givenAway: toMoney(800),
  ...changed,
});

test.each([
  ["the order as it was, whatever the catalog says by now", { version: 2, givenAway: toMoney(900) }, true],
  ["an order that gives away no more", {}, true],
  ["one that gives away less", { rateMax: toRate(200_000), givenAway: toMoney(500) }, true],
  ["a greater discount of less money", { rateMax: toRate(310_000), givenAway: toMoney(100) }, false],
  ["more money at the same discount", { givenAway: toMoney(801) }, false],
  ["another customer", { customerId: "grace" }, false],
])("an approval holds for %s: %o %s", (_name, changed, isHeld) => {
  expect(isCovered(now(changed), approved)).toBe(isHeld);
});
