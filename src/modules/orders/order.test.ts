import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import {
  canBecome,
  canConfirm,
  canResume,
  fulfilmentOf,
  lineTotals,
  openQuantity,
  ORDER_STATUSES,
  parseOrderName,
  parseOrderNumber,
} from "./order";

const pricedLine = fc.record({
  quantity: fc.integer({ min: 1, max: 10_000_000 }).map(toQuantity),
  unitPrice: fc.integer({ min: 0, max: 10_000_000 }).map(toMoney),
  discountRate: fc.integer({ min: 0, max: 1_000_000 }).map(toRate),
  taxRate: fc.integer({ min: 0, max: 1_000_000 }).map(toRate),
});

const progress = fc
  .record({ quantity: fc.integer({ min: 1, max: 1_000 }), shipped: fc.nat(1_000), cancelled: fc.nat(1_000) })
  .filter(({ quantity, shipped, cancelled }) => shipped + cancelled <= quantity)
  .map(({ quantity, shipped, cancelled }) => ({
    quantity: toQuantity(quantity),
    shipped: toQuantity(shipped),
    cancelled: toQuantity(cancelled),
  }));

describe("totals", () => {
  test("a line of three at 9.99 with 10 % off and 19 % tax comes to 26.97 and 5.12", () => {
    const line = {
      quantity: toQuantity(3),
      unitPrice: toMoney(999),
      discountRate: toRate(100_000),
      taxRate: toRate(190_000),
    };
    expect(lineTotals(line)).toEqual({ net: 2697, tax: 512 });
  });

  test("half a cent is rounded away from zero, once for the line and not for each piece", () => {
    const line = { quantity: toQuantity(3), unitPrice: toMoney(5), discountRate: toRate(500_000), taxRate: toRate(0) };
    expect(lineTotals(line)).toEqual({ net: 7, tax: 0 });
  });

  test("a line's net is never above its gross nor below nothing, and is off by at most half a cent", () => {
    fc.assert(
      fc.property(pricedLine, (line) => {
        const gross = BigInt(line.unitPrice) * BigInt(line.quantity);
        const { net, tax } = lineTotals(line);
        expect(net).toBeGreaterThanOrEqual(0);
        expect(BigInt(net)).toBeLessThanOrEqual(gross);
        expect(tax).toBeLessThanOrEqual(net);
        const exact = gross * BigInt(1_000_000 - line.discountRate);
        const error = exact - BigInt(net) * 1_000_000n;
        expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(1_000_000n);
      }),
    );
  });
});

describe("fulfilment", () => {
  test("is none until something leaves, and full when all that was ordered has left", () => {
    fc.assert(
      fc.property(fc.array(progress, { minLength: 1, maxLength: 10 }), (lines) => {
        const fulfilment = fulfilmentOf(lines);
        const isAnySent = lines.some((line) => line.shipped > 0);
        const isAnyLeft = lines.some((line) => line.shipped < line.quantity);
        expect(fulfilment).toBe(isAnySent ? (isAnyLeft ? "partial" : "full") : "none");
      }),
    );
  });

  test("what is asked is shipped, cancelled or open", () => {
    fc.assert(
      fc.property(progress, (line) => {
        expect(line.shipped + line.cancelled + openQuantity(line)).toBe(line.quantity);
      }),
    );
  });
});

describe("statuses", () => {
  test("nothing leaves cancelled, and completed only back to confirmed, by a voided shipment", () => {
    for (const to of ORDER_STATUSES) {
      expect(canBecome("completed", to)).toBe(to === "confirmed");
      expect(canBecome("cancelled", to)).toBe(false);
    }
  });

  test("an order on hold is resumed, never confirmed again: that would reserve its stock twice", () => {
    expect(canConfirm("on_hold")).toBe(false);
    expect(ORDER_STATUSES.filter(canResume)).toEqual(["on_hold"]);
    expect(ORDER_STATUSES.filter(canConfirm)).toEqual(["draft"]);
  });
});

test("an order number is read with and without its sign, and nothing else is", () => {
  expect(parseOrderNumber(" #1001 ")).toBe(1001);
  for (const text of [
    "1001",
    "0001001",
    "# 1001",
    "＃１００１",
    "No. 1001",
    "№1001",
    "Nr 1001",
    "order #1001",
    "Order 1001",
  ])
    expect(parseOrderNumber(text), text).toBe(1001);
  for (const text of ["", "#", "0", "10.5", "A-1001", "-1", "1001-", "10-01-2026", "nord 7", "#-2", "9".repeat(16)])
    expect(parseOrderNumber(text), text).toBeNull();
});

test("a number of a shipment names its order, and certainly no part of another number", () => {
  expect(parseOrderName("#1001-2")).toEqual({ number: 1001, sequence: 2, isCertain: true });
  expect(parseOrderName("1001-2")).toMatchObject({ number: 1001, sequence: 2, isCertain: true });
  expect(parseOrderName("#1001")).toMatchObject({ sequence: null, isCertain: true });
  expect(parseOrderName("1001")).toMatchObject({ sequence: null, isCertain: false });
});

test("prices that include tax are split to the cent: net and tax add up to what is paid", () => {
  const line = (price: number, quantity: number, rate: number, discount = 0) => ({
    quantity: toQuantity(quantity),
    unitPrice: toMoney(price),
    discountRate: toRate(discount),
    taxRate: toRate(rate),
    pricesIncludeTax: true,
  });
  expect(lineTotals(line(11_900, 1, 190_000))).toEqual({ net: 10_000, tax: 1_900 });
  expect(lineTotals(line(1_999, 3, 190_000))).toEqual({ net: 5_039, tax: 958 });
  expect(lineTotals(line(1_070, 1, 70_000, 500_000))).toEqual({ net: 500, tax: 35 });
  expect(lineTotals(line(999, 1, 0))).toEqual({ net: 999, tax: 0 });
});
