import { describe, expect, test } from "vitest";
import { capitalize, type Change } from "./change";
import { entityView } from "./entity-views";

const change = (before: Change["before"], after: Change["after"], action = "tests.act"): Change => ({
  action,
  before,
  after,
});
const titleOf = (kind: string, entry: Change) => {
  const { title, verb } = entityView(kind).changes;
  return title?.(entry) ?? capitalize(verb(entry));
};
const detailsOf = (kind: string, entry: Change) => entityView(kind).changes.details?.(entry);

test.each([
  ["order", change(null, { status: "confirmed" }), "Placed and confirmed"],
  ["order", change({ status: "on_hold" }, { status: "confirmed" }), "Resumed"],
  ["order", change({ shipped: 1 }, { shipped: 2 }), "Shipped"],
  ["order", change({ cancelled: 0 }, { cancelled: 2, sku: "TEA" }), "Cancelled items"],
  ["order", change({ cancelled: 2 }, { cancelled: 0, sku: "TEA" }), "Restored items"],
  ["order", change(null, { status: "draft", origin: "duplicate", from: "#1001" }), "Placed as a duplicate"],
  ["order", change(null, { status: "confirmed", origin: "split", from: "#1001" }), "Split off"],
  ["order", change({}, { reopened: true }), "Reopened as a draft"],
  ["order", change({ items: [] }, { items: [], split: true }), "Split"],
  ["order", change({ dueOn: "" }, { dueOn: "2026-12-24", byTerms: false }), "Set the due day"],
  ["order", change({ note: "" }, { note: "Ring twice" }), "Edited"],
  ["product", change(null, { title: "Tea" }, "imports.apply"), "Imported"],
  ["product", change({ archived: true }, { archived: false }), "Restored"],
  ["product-import", change({ stopped: false }, { stopped: true }), "Stopped the import of"],
  ["stock-transaction", change(null, { kind: "adjust", movements: 1 }), "Adjusted stock"],
  ["order", change({ approval: "waiting" }, { approval: "approved" }), "Approved the discount"],
  ["approval", change({ state: "waiting" }, { state: "refused" }), "Refused"],
  ["price-list", change(null, { name: "Resellers" }), "Created"],
  [
    "price-list",
    change({}, { entry: { sku: "TEA", quantityFrom: 10, validFrom: "1900-01-01", price: 900 } }),
    "Price added",
  ],
  ["price-list", change({ group: null }, { group: "Resellers" }), "Given to customers"],
  ["pick-list", change(null, { orders: 2, items: 5 }), "Made"],
  ["pick-list", change({ picked: 1 }, { picked: 3, sku: "TEA", bin: "A-01", order: "#1001" }), "Picked"],
  ["pick-list", change({}, { short: 2, reason: "missing" }), "Short pick"],
  ["session", change({ userId: "a" }, null), "Signed out"],
  ["location", change({ archived: false }, { archived: true }), "Archived"],
  ["job", change({ state: "given up" }, { state: "waiting" }), "Retried"],
  ["job", change({ state: "given up" }, null), "Discarded"],
])("a change of a %s reads as what was done", (kind, entry, title) => {
  expect(titleOf(kind, entry)).toBe(title);
});

describe("what changed is told line by line", () => {
  test("of an order, as it was and as it is", () => {
    const edited = change({ lines: 1, net: 2000, note: "" }, { lines: 2, net: 3000, note: "Ring twice" });
    expect(detailsOf("order", edited)).toEqual(["lines: 1 → 2", "net: €20.00 → €30.00", "note: Ring twice"]);
    expect(detailsOf("order", change(null, { lines: 2, customer: "Ada" }))).toEqual(["lines: 2"]);
    const item = (sku: string, quantity: number, discountRate = 0) => ({
      sku,
      quantity,
      unitPrice: 1_000,
      discountRate,
    });
    const changed = change(
      { items: [item("TEA", 4), item("MUG", 2), null], net: 6_000 },
      { items: [item("TEA", 6), null, item("POT", 1, 100_000)], net: 6_900, difference: 900 },
    );
    expect(detailsOf("order", changed)).toEqual([
      "TEA: 4 × €10.00 → 6 × €10.00",
      "MUG removed: 2 × €10.00",
      "POT added: 1 × €10.00, 10% off",
      "net: €60.00 → €69.00",
      "difference: +€9.00",
    ]);
  });

  test("of an order's discount and its charge for shipping, and of money off a line", () => {
    const off = (rate: number, amount: number, shippingCharge: object | null) => ({
      orderDiscount: { rate, amount },
      shippingCharge,
    });
    expect(detailsOf("order", change(off(0, 500, null), off(100_000, 900, { price: 490, taxRate: 190_000 })))).toEqual([
      "order discount: €5.00 → 10%",
      "shipping charge: not charged → €4.90, 19% tax",
    ]);
    expect(detailsOf("order", change(off(0, 0, null), off(0, 0, null)))).toEqual([]);
    const item = { sku: "TEA", quantity: 2, unitPrice: 1_000, discountRate: 0 };
    expect(detailsOf("order", change({ items: [item] }, { items: [{ ...item, discountAmount: 250 }] }))).toEqual([
      "TEA: 2 × €10.00 → 2 × €10.00, €2.50 off",
    ]);
  });

  test("of a product and of each of its variants", () => {
    const before = { title: "Tea", variants: [{ variantId: "v", sku: "T", price: 1990 }] };
    const after = { title: "Green tea", variants: [{ variantId: "v", sku: "T", price: 2100 }, { sku: "U" }] };
    expect(detailsOf("product", change(before, after))).toEqual([
      "Title: Tea → Green tea",
      "Price of T: €19.90 → €21.00",
      "U added",
    ]);
  });

  test("of the settings, each value as people write it", () => {
    const before = { currency: "EUR", country: "", taxRate: 0, pricesIncludeTax: false };
    const after = { currency: "EUR", country: "DE", taxRate: 190_000, pricesIncludeTax: true };
    expect(detailsOf("shop", change(before, after))).toEqual([
      "Country: empty → Germany",
      "Prices: without tax → with tax",
      "Default tax: 0% → 19%",
    ]);
    const tax = { category: "Food", country: "FR", rate: null };
    expect(detailsOf("shop", change({ tax }, { tax: { ...tax, rate: 55_000 } }))).toEqual([
      "Tax of Food in France: default → 5.5%",
    ]);
    const limit = { role: "staff", quantityMax: null, valueMax: null };
    const limited = { adjustmentLimit: { ...limit, quantityMax: 1, valueMax: 50_000 } };
    expect(detailsOf("shop", change({ adjustmentLimit: limit }, limited))).toEqual([
      "Adjustment limit of Staff: no limit → 1 item or €500.00",
    ]);
    const discount = change(
      { discountLimit: { role: "staff", rateMax: null } },
      { discountLimit: { role: "staff", rateMax: 100_000 } },
    );
    expect(detailsOf("shop", discount)).toEqual(["Discount limit of Staff: no limit → 10%"]);
    expect(detailsOf("adjustment-limit", change({ quantityMax: 3, valueMax: null }, { quantityMax: 5 }))).toEqual([
      "3 items → 5 items",
    ]);
  });

  test("of work that was given up, why it was and where it came from", () => {
    const before = { job: "1-tests.letter", attempts: 8, reason: "No answer.", request: "r1" };
    expect(detailsOf("job", change(before, null))).toEqual([
      "given up after 8 attempts",
      "reason: No answer.",
      "request: r1",
    ]);
  });

  test("of a customer, but for what it was created with", () => {
    expect(detailsOf("customer", change({ phone: "1" }, { phone: "2" }))).toEqual(["phone: 1 → 2"]);
    expect(detailsOf("customer", change(null, { phone: "1" }))).toEqual([]);
  });
});

test("what another release wrote breaks no page: unknown values are left out, unknown kinds are made or edited", () => {
  expect(titleOf("order", change({ status: 7 }, { status: "frozen" }))).toBe("Edited");
  expect(titleOf("purchase", change(null, {}))).toBe("Created");
});
