import fc from "fast-check";
import { expect, test } from "vitest";
import { lineTotals } from "@/modules/orders/order";
import { sumOrder } from "@/modules/orders/order-sums";
import { addMoney, NO_RATE, toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";

const percent = (value: number) => toRate(Math.round(value * 10_000));
const line = (unitPrice: number, rate: number, pricesIncludeTax = false) => ({
  quantity: toQuantity(1),
  unitPrice: toMoney(unitPrice),
  discountRate: NO_RATE,
  taxRate: percent(rate),
  pricesIncludeTax,
});
const TERMS = { discountRate: NO_RATE, discountAmount: toMoney(0), shipping: null, pricesIncludeTax: false };

/**
 * Umsatzsteuer-Anwendungserlass of the German Federal Ministry of Finance, Abschnitt 15.4 Abs. 2 and 3: an amount paid
 * of 149.95 at 19% holds 23.94 of tax and 126.01 of price; per 100 paid there are 15.97 at 19% and 6.54 at 7%.
 */
test.each([
  [14_995, 19, { net: 12_601, tax: 2_394 }],
  [10_000, 19, { net: 8_403, tax: 1_597 }],
  [10_000, 7, { net: 9_346, tax: 654 }],
])("of %d paid at %d%% the tax is what the German ministry of finance works out", (paid, rate, totals) => {
  expect(lineTotals(line(paid, rate, true))).toEqual(totals);
});

/**
 * A New Tax System (Goods and Services Tax) Act 1999 of Australia, s 9-90 (2): of several supplies on one invoice
 * either the sum of what each is exactly is rounded, (a), or each is rounded and then summed, (b); half a cent goes
 * upwards. At 10%, three supplies of 0.05 are 0.015 together and 0.005 each.
 */
test("half a cent is rounded up, once for the invoice or for each supply, as Australian law has both", () => {
  const supplies = [line(5, 10), line(5, 10), line(5, 10)];
  expect(sumOrder(supplies, { ...TERMS, roundsTaxOnce: true }).totals.tax).toBe(2);
  expect(sumOrder(supplies, { ...TERMS, roundsTaxOnce: false }).totals.tax).toBe(3);
});

/** BR-CO-17 of EN 16931: the tax of each rate is the taxable amount times the rate, to two decimals, and BR-CO-14. */
test("rounded once, the tax of an order is that of each rate's sum, whatever its lines are", () => {
  const rates = [0, 5.5, 7, 19, 20, 25].map(percent);
  const drawn = fc.array(
    fc.record({ unitPrice: fc.integer({ min: 0, max: 99_999 }), taxRate: fc.constantFrom(...rates) }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(drawn, (drawnLines) => {
      const lines = drawnLines.map(({ unitPrice, taxRate }) => ({ ...line(unitPrice, 0), taxRate }));
      const order = sumOrder(lines, { ...TERMS, roundsTaxOnce: true });
      const ofRates = rates.map((rate) => {
        const taxable = lines.filter(({ taxRate }) => taxRate === rate).reduce((sum, each) => sum + each.unitPrice, 0);
        // Whole numbers, half away from zero, by another way than the product's.
        return Number((BigInt(taxable) * BigInt(rate) + 500_000n) / 1_000_000n);
      });
      expect(order.totals.tax).toBe(ofRates.reduce((sum, tax) => sum + tax, 0));
      expect(addMoney(...order.lines.map(({ tax }) => tax))).toBe(order.totals.tax);
    }),
  );
});
