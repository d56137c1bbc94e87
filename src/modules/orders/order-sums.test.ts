import fc from "fast-check";
import { expect, test } from "vitest";
import { addMoney, applyRate, distribute, shareOf, subtractMoney, toMoney, toRate } from "@/shared/money";
import { type Quantity, subtractQuantity, toQuantity } from "@/shared/quantity";
import { lineSum, lineTotals } from "./order";
import { leftOf, overDiscounted, partOf, type StoredLine, sumOrder, type Terms, usualShippingTax } from "./order-sums";

const rate = fc.integer({ min: 0, max: 1_000_000 }).map(toRate);
const anyOrder = fc
  .record({
    pricesIncludeTax: fc.boolean(),
    roundsTaxOnce: fc.boolean(),
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 1_000 }).map(toQuantity),
        unitPrice: fc.integer({ min: 0, max: 1_000_000 }).map(toMoney),
        discountRate: rate,
        off: fc.integer({ min: 0, max: 100 }),
        taxRate: fc.constantFrom(0, 50_000, 70_000, 190_000, 200_000).map(toRate),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    whole: fc.record({ isRate: fc.boolean(), rate, percent: fc.integer({ min: 0, max: 100 }) }),
    shipping: fc.option(fc.record({ price: fc.integer({ min: 0, max: 10_000 }).map(toMoney), taxRate: rate })),
  })
  .map(({ lines: drawn, whole, shipping, pricesIncludeTax, roundsTaxOnce }) => {
    const lines = drawn.map(({ off, ...line }, index) => {
      const isInMoney = index % 2 === 1;
      const listed = toMoney(line.unitPrice * line.quantity);
      const discountAmount = toMoney(isInMoney ? Math.floor((listed * off) / 100) : 0);
      return { ...line, pricesIncludeTax, discountAmount, discountRate: toRate(isInMoney ? 0 : line.discountRate) };
    });
    const sum = addMoney(...lines.map(lineSum));
    const terms: Terms = {
      pricesIncludeTax,
      roundsTaxOnce,
      shipping,
      discountRate: toRate(whole.isRate ? whole.rate : 0),
      discountAmount: toMoney(whole.isRate ? 0 : Math.floor((sum * whole.percent) / 100)),
    };
    return { lines, terms, sum };
  });

test("an order comes to its prices less every discount, plus shipping, to the cent", () => {
  fc.assert(
    fc.property(anyOrder, ({ lines, terms, sum }) => {
      const order = sumOrder(lines, terms);
      const off = terms.discountRate > 0 ? applyRate(sum, terms.discountRate) : terms.discountAmount;
      expect(order.discountAmount).toBe(off);
      expect(addMoney(...order.lines.map(({ orderDiscount }) => orderDiscount))).toBe(off);
      const paid = sum - off + (terms.shipping?.price ?? 0);
      expect(terms.pricesIncludeTax ? order.totals.total : order.totals.net).toBe(paid);
      const parts = [...order.lines, order.shipping];
      expect(order.totals.net).toBe(addMoney(...parts.map(({ net }) => net)));
      expect(order.totals.tax).toBe(addMoney(...parts.map(({ tax }) => tax)));
      expect(order.totals.total).toBe(order.totals.net + order.totals.tax);
    }),
  );
});

test("no line takes more of the order's discount than it comes to, and each within a cent of its part", () => {
  fc.assert(
    fc.property(anyOrder, ({ lines, terms, sum }) => {
      const order = sumOrder(lines, terms);
      for (const line of order.lines) {
        expect(line.orderDiscount).toBeLessThanOrEqual(lineSum(line));
        expect(line.net).toBeGreaterThanOrEqual(0);
        const exact = sum === 0 ? 0 : (order.discountAmount * lineSum(line)) / sum;
        expect(Math.abs(line.orderDiscount - exact)).toBeLessThan(1.001);
      }
    }),
  );
});

test("the parts of a line, of which some is cancelled, add up to no more than the line and grow with it", () => {
  fc.assert(
    fc.property(anyOrder, fc.double({ min: 0, max: 1, noNaN: true }), ({ lines, terms }, portion) => {
      for (const { net: netTotal, tax: taxTotal, ...line } of sumOrder(lines, terms).lines) {
        const stored = { ...line, netTotal, taxTotal };
        const part = partOf(stored, toQuantity(Math.floor(line.quantity * portion)));
        expect(part.net).toBeGreaterThanOrEqual(0);
        expect(part.net).toBeLessThanOrEqual(netTotal);
        expect(part.tax).toBeLessThanOrEqual(taxTotal);
        expect(partOf(stored, line.quantity)).toEqual({ net: netTotal, tax: taxTotal });
      }
    }),
  );
});

const line = (unitPrice: number, taxRate = 190_000) => ({
  quantity: toQuantity(1),
  unitPrice: toMoney(unitPrice),
  discountRate: toRate(0),
  taxRate: toRate(taxRate),
});
const NONE: Terms = {
  discountRate: toRate(0),
  discountAmount: toMoney(0),
  shipping: null,
  pricesIncludeTax: false,
  roundsTaxOnce: false,
};

test("10.00 off three lines of 10.00, 10.00 and 10.00 is 3.34, 3.33 and 3.33", () => {
  const order = sumOrder([line(1_000), line(1_000), line(1_000)], { ...NONE, discountAmount: toMoney(1_000) });
  expect(order.lines.map(({ orderDiscount }) => orderDiscount)).toEqual([334, 333, 333]);
  expect(order.totals.net).toBe(2_000);
});

test("each line's share is off before its own tax", () => {
  const order = sumOrder([line(10_000, 190_000), line(10_000, 70_000)], { ...NONE, discountRate: toRate(100_000) });
  expect(order.lines.map(({ net, tax }) => [net, tax])).toEqual([
    [9_000, 1_710],
    [9_000, 630],
  ]);
});

test("shipping is charged in full, taxed, and as the goods are where nobody says otherwise", () => {
  expect(usualShippingTax([line(1, 70_000), line(1, 190_000), line(1, 0)])).toBe(190_000);
  const shipping = { price: toMoney(490), taxRate: toRate(190_000) };
  const lines = [line(1_000, 70_000)];
  const order = sumOrder(lines, { ...NONE, shipping, discountRate: toRate(500_000) });
  expect(order.shipping).toEqual({ net: 490, tax: 93 });
  expect(order.totals).toEqual({ net: 990, tax: 128, total: 1_118 });
  expect(sumOrder(lines, { ...NONE, shipping, pricesIncludeTax: true }).shipping).toEqual({ net: 412, tax: 78 });
});

test("more off than there is to pay is found, of a line and of the whole", () => {
  const over = { ...line(1_000), discountAmount: toMoney(1_001) };
  expect(overDiscounted([line(1_000), over], NONE)).toEqual({ lines: [1], whole: false });
  expect(overDiscounted([line(1_000)], { ...NONE, discountAmount: toMoney(1_001) })).toEqual({
    lines: [],
    whole: true,
  });
  expect(overDiscounted([line(1_000)], { ...NONE, discountAmount: toMoney(1_000) })).toEqual({
    lines: [],
    whole: false,
  });
});

test("an amount is shared by weights without losing a unit, also where there is nothing to share it by", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000_000_000 }).map(toMoney), { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 0, max: 100 }),
      (weights, percent) => {
        const whole = weights.reduce<number>((sum, weight) => sum + weight, 0);
        const amount = toMoney(Math.floor((whole * percent) / 100));
        const parts = distribute(amount, weights);
        expect(addMoney(...parts)).toBe(amount);
        parts.forEach((part, index) => expect(part).toBeLessThanOrEqual(weights[index] ?? 0));
      },
    ),
  );
  expect(distribute(toMoney(5), [toMoney(0), toMoney(0)])).toEqual([0, 0]);
});

test("rounded once, the tax of what is taxed at one rate is that rate of it, at most a cent a line beside", () => {
  fc.assert(
    fc.property(anyOrder, ({ lines, terms }) => {
      const once = sumOrder(lines, { ...terms, roundsTaxOnce: true });
      const apart = sumOrder(lines, { ...terms, roundsTaxOnce: false });
      const parts = (order: typeof once) => [
        ...order.lines.map(({ net, tax, taxRate }) => ({ net, tax, taxRate })),
        ...(terms.shipping ? [{ ...order.shipping, taxRate: terms.shipping.taxRate }] : []),
      ];
      for (const rate of new Set(parts(once).map(({ taxRate }) => taxRate))) {
        const ofRate = parts(once).filter(({ taxRate }) => taxRate === rate);
        const [net, tax] = [addMoney(...ofRate.map((part) => part.net)), addMoney(...ofRate.map((part) => part.tax))];
        // BR-CO-17 of EN 16931, where prices are without tax; and half a cent of it where they are with tax.
        const exact = (net * rate) / 1_000_000;
        expect(Math.abs(tax - exact)).toBeLessThanOrEqual(terms.pricesIncludeTax ? 1.001 : 0.501);
      }
      expect(Math.abs(once.totals.tax - apart.totals.tax)).toBeLessThanOrEqual(lines.length + 1);
      parts(once).forEach(({ tax, net }) => {
        expect(tax).toBeGreaterThanOrEqual(0);
        expect(net).toBeGreaterThanOrEqual(0);
      });
    }),
  );
});

/** A line in two: so much of it, and the rest, each with its part of what is off in money. */
function inTwo(line: StoredLine, quantity: Quantity): [StoredLine, StoredLine] {
  const { discountAmount = toMoney(0), orderDiscount = toMoney(0) } = line;
  const off = [discountAmount, orderDiscount].map((amount) => shareOf(amount, quantity, line.quantity));
  const [ofLine = toMoney(0), ofOrder = toMoney(0)] = off;
  const left = { ...line, quantity, discountAmount: ofLine, orderDiscount: ofOrder };
  const { net, tax } = leftOf(line, left);
  const rest = {
    quantity: subtractQuantity(line.quantity, quantity),
    discountAmount: subtractMoney(discountAmount, ofLine),
    orderDiscount: subtractMoney(orderDiscount, ofOrder),
    netTotal: subtractMoney(line.netTotal, net),
    taxTotal: subtractMoney(line.taxTotal, tax),
  };
  return [
    { ...left, netTotal: net, taxTotal: tax },
    { ...line, ...rest },
  ];
}

test("parts of parts of a line are never more than a cent beside the rule, where an item costs one", () => {
  const splits = fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 30 });
  const cents = fc.integer({ min: 1, max: 30 }).map(toMoney);
  const paidFor = ({ netTotal, taxTotal, pricesIncludeTax }: StoredLine) =>
    netTotal + (pricesIncludeTax ? taxTotal : 0);
  fc.assert(
    fc.property(anyOrder, cents, splits, ({ lines, terms }, unitPrice, chain) => {
      const cheap = lines.map((line) => ({ ...line, unitPrice, discountAmount: toMoney(0) }));
      const [line] = sumOrder(cheap, { ...terms, discountAmount: toMoney(0) }).lines;
      if (!line) return;
      let part: StoredLine = { ...line, netTotal: line.net, taxTotal: line.tax };
      fc.pre(paidFor(part) >= part.quantity);
      for (const [goesOnWithLeft, much] of chain) {
        if (part.quantity < 2) return;
        const parts = inTwo(part, toQuantity(1 + Math.floor(much * (part.quantity - 1))));
        for (const one of parts) {
          const { net, tax } = lineTotals(one);
          const rule = paidFor({ ...one, netTotal: net, taxTotal: tax });
          expect(Math.abs(paidFor(one) - rule)).toBeLessThanOrEqual(1);
          expect(Math.min(one.netTotal, one.taxTotal)).toBeGreaterThanOrEqual(0);
        }
        part = parts[goesOnWithLeft ? 0 : 1];
      }
    }),
    { numRuns: 500 },
  );
});
