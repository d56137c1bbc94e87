import { describe, expect, test } from "vitest";
import { isGtin } from "@/modules/catalog/codes/gtin";
import { makePlan, type Plan } from "./make-plan";

const NOW = new Date("2026-11-18T13:20:00Z");
const YEAR = makePlan(NOW);

/** A day in the week; a weekend, the middle of a night, and the first of January. */
const YEARS = [
  { now: NOW, plan: YEAR },
  ...["2026-06-07T18:45:00Z", "2027-03-02T02:10:00Z", "2028-01-01T00:00:30Z"].map((text) => ({
    now: new Date(text),
    plan: makePlan(new Date(text)),
  })),
];

const countOf = <Row>(rows: readonly Row[], is: (row: Row) => boolean): number => rows.filter(is).length;
const ofStatus = (plan: Plan, status: string) => countOf(plan.orders, (order) => order.status === status);

function partlyShipped({ orders, shipments }: Plan): number {
  const shipped = new Set(shipments.map(({ orderId }) => orderId));
  return countOf(orders, ({ id, status }) => status === "confirmed" && shipped.has(id));
}

function lowOf({ availability, reorderPoints }: Plan): number {
  const free = new Map(availability.map((row) => [`${row.warehouseId}/${row.variantId}`, row.onHand - row.reserved]));
  return countOf(reorderPoints, (row) => (free.get(`${row.warehouseId}/${row.variantId}`) ?? 0) <= row.quantity);
}

function goneOf({ availability, variants }: Plan): number {
  const left = new Set(availability.filter(({ onHand }) => onHand > 0).map(({ variantId }) => variantId));
  return countOf(variants, ({ id }) => !left.has(id));
}

test("the same moment makes the same year, row for row", { timeout: 60_000 }, () => {
  const again: Record<string, unknown> = makePlan(NOW);
  const isSame = Object.entries(YEAR).map(([name, rows]) => [
    name,
    JSON.stringify(rows) === JSON.stringify(again[name]),
  ]);
  expect(isSame.filter(([, same]) => !same)).toEqual([]);
});

describe.each(YEARS)("a year that ends $now", ({ now, plan }) => {
  test("is as large as a real shop's", () => {
    expect(plan.variants.length).toBeGreaterThan(380);
    expect(plan.variants.length).toBeLessThan(420);
    expect(countOf(plan.locations, ({ kind }) => kind === "warehouse")).toBe(3);
    expect(countOf(plan.locations, ({ kind }) => kind === "bin")).toBe(3 * 41);
    expect(plan.customers).toHaveLength(300);
    expect(plan.orders.length).toBeGreaterThan(4_800);
    expect(plan.orders.length).toBeLessThan(5_200);
    expect(countOf(plan.transactions, ({ kind }) => kind === "reverse")).toBeGreaterThan(5);
    expect(countOf(plan.lots, ({ expiresOn }) => expiresOn !== null)).toBeGreaterThan(100);
  });

  test("leaves work of each kind for today", () => {
    expect(ofStatus(plan, "completed") / plan.orders.length).toBeGreaterThan(0.85);
    expect(ofStatus(plan, "confirmed")).toBeGreaterThan(10);
    expect(ofStatus(plan, "draft")).toBeGreaterThan(0);
    expect(ofStatus(plan, "on_hold")).toBeGreaterThan(0);
    expect(ofStatus(plan, "cancelled")).toBeGreaterThan(50);
    expect(partlyShipped(plan)).toBeGreaterThan(0);
    expect(lowOf(plan)).toBeGreaterThan(10);
    expect(lowOf(plan)).toBeLessThan(50);
    expect(goneOf(plan)).toBeGreaterThan(1);
    expect(goneOf(plan)).toBeLessThan(20);
  });

  test("tells of nothing that has not happened yet, and nothing out of order", () => {
    const moments = plan.auditEntries.map(({ occurredAt }) => occurredAt.getTime());
    expect(Math.max(...moments)).toBeLessThanOrEqual(now.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(plan.transactions.every(({ recordedAt }) => recordedAt <= now)).toBe(true);
    const ids = plan.auditEntries.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
  });

  test("numbers its orders without a gap", () => {
    expect(plan.orders.map(({ number }) => number)).toEqual(plan.orders.map((_, place) => 1001 + place));
    expect(plan.nextOrderNumber).toBe(1001 + plan.orders.length);
  });
});

describe("the shop's goods", () => {
  const plan = YEAR;

  test("carry barcodes that scanners accept and that belong to no company", () => {
    expect(plan.barcodes.filter(({ code }) => !isGtin(code))).toEqual([]);
    expect(plan.barcodes.filter(({ code }) => !/^1?2[0-9]/.test(code))).toEqual([]);
    expect(new Set(plan.barcodes.map(({ code }) => code)).size).toBe(plan.barcodes.length);
  });

  test("have a SKU each, a price above their cost, and packs where they come in cartons", () => {
    expect(new Set(plan.variants.map(({ sku }) => sku.toLowerCase())).size).toBe(plan.variants.length);
    expect(plan.variants.filter(({ price, cost }) => cost === null || cost >= price * 10_000)).toEqual([]);
    expect(plan.packs.length).toBeGreaterThan(50);
  });

  test("sell best before Christmas, and worst after it", () => {
    const inMonth = (month: string) => countOf(plan.orders, ({ placedAt }) => placedAt.toISOString().startsWith(month));
    expect(inMonth("2025-12")).toBeGreaterThan(1.5 * inMonth("2026-01"));
    expect(inMonth("2026-06")).toBeGreaterThan(1.4 * inMonth("2026-02"));
  });
});

test("mail goes nowhere: every customer's address is one of those kept for examples", () => {
  expect(YEAR.customers.filter(({ email }) => !/@example\.(com|net|org)$/.test(email))).toEqual([]);
});
