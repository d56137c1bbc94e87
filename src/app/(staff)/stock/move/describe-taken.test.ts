import { expect, test } from "vitest";
import { toQuantity } from "@/shared/quantity";
import { describeTaken } from "./describe-taken";

const TEA = { variantId: "tea", title: "Tea", optionValues: [], hasSerials: false };
const CONTENT = {
  ...TEA,
  sku: "TEA",
  unit: "each" as const,
  hasSerials: false,
  lotId: null,
  lotCode: null,
  expiresOn: null,
  isExpired: false,
  isBlocked: false,
  blockReason: null,
  onHand: toQuantity(5),
};
const UNCOUNTED = "The label is on a case, and how many it holds isn't recorded. Enter the quantity.";
const A01 = { code: "A-01" };

test("how many there are is asked only where some were taken", () => {
  const scanned = { lot: null, uncounted: UNCOUNTED };
  expect(describeTaken({ content: CONTENT, total: 1 }, TEA, A01, scanned).advice).toBe(UNCOUNTED);
  expect(describeTaken({ content: null, total: null }, TEA, A01, scanned).advice).toBe(
    "No stock of this item is recorded in A-01. If it is there, adjust the stock first.",
  );
  expect(describeTaken({ content: CONTENT, total: null }, TEA, A01, scanned).advice).toBe(
    "Everything available in A-01 is already on the list.",
  );
});

test("a label that counts says how many are to move", () => {
  expect(describeTaken({ content: CONTENT, total: 1_200 }, TEA, A01, { lot: null, uncounted: null })).toEqual({
    tone: "success",
    title: "Tea",
    advice: "1,200 to move from A-01",
  });
});
