import { expect, test } from "vitest";
import { toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { toCreditOf } from "./billing";
import { creditOf } from "./crediting";
import { formatInvoiceNumber, parseInvoiceNumber } from "./invoice";

const LEFT = { quantity: toQuantity(3), net: toMoney(1_000), tax: toMoney(190), rate: toRate(190_000) };
const NET = { pricesIncludeTax: false };

test("what is credited bit by bit comes to all of it, to the cent", () => {
  let left = LEFT;
  const credits = [1, 1, 1].map((quantity) => {
    const credit = creditOf(left, { quantity }, NET);
    if (!credit) throw new Error("There is that much left.");
    left = {
      ...left,
      quantity: toQuantity(left.quantity - credit.quantity),
      net: toMoney(left.net - credit.net),
      tax: toMoney(left.tax - credit.tax),
    };
    return credit.net;
  });
  expect(credits).toEqual([333, 334, 333]);
  expect(left).toMatchObject({ quantity: 0, net: 0, tax: 0 });
});

test("what the order says of so many items is what is taken back, and never more than is left", () => {
  const takenBack = (quantity: number) => ({ net: toMoney(quantity * 300), tax: toMoney(quantity * 100) });
  expect(creditOf(LEFT, { quantity: 1 }, { ...NET, takenBack })).toEqual({ quantity: 1, net: 300, tax: 100 });
  expect(creditOf(LEFT, { quantity: 2 }, { ...NET, takenBack })).toEqual({ quantity: 2, net: 600, tax: 190 });
  expect(creditOf(LEFT, { quantity: 3 }, { ...NET, takenBack })).toEqual({ quantity: 3, net: 1_000, tax: 190 });
});

test("an amount is off the price as it is written, with the tax where prices include it", () => {
  expect(creditOf(LEFT, { amount: 119 }, NET)).toEqual({ quantity: 0, net: 119, tax: 23 });
  expect(creditOf(LEFT, { amount: 119 }, { pricesIncludeTax: true })).toEqual({ quantity: 0, net: 100, tax: 19 });
  expect(creditOf(LEFT, { amount: 1_001 }, NET)).toBeNull();
});

test("a number is read however it is typed", () => {
  expect(formatInvoiceNumber({ kind: "credit-note", year: 2026, number: 1001 })).toBe("CN-2026-1001");
  expect(parseInvoiceNumber(" inv-2026-1001 ")).toEqual({ kind: "invoice", year: 2026, number: 1001 });
  expect(parseInvoiceNumber("2026-1001")).toEqual({ year: 2026, number: 1001 });
  expect(parseInvoiceNumber("1001")).toEqual({ number: 1001 });
  expect(parseInvoiceNumber("Tea")).toBeNull();
});

test.each([
  ["nothing is invoiced", { invoiced: 0, shipped: 5, credited: 2, cancelled: 0 }, 0],
  ["what is left is what is invoiced", { invoiced: 5, shipped: 5, credited: 0, cancelled: 0 }, 0],
  ["two of five came back", { invoiced: 5, shipped: 5, credited: 2, cancelled: 0 }, 2],
  ["they came back of more than is invoiced", { invoiced: 3, shipped: 5, credited: 2, cancelled: 0 }, 0],
  ["it was invoiced ahead and waits to ship", { invoiced: 10, shipped: 4, credited: 0, cancelled: 0 }, 0],
  ["some was invoiced ahead and cancelled", { invoiced: 10, shipped: 4, credited: 1, cancelled: 6 }, 7],
] as const)("where %s, a credit note is due for what is billed no more", (_, line, due) => {
  const of = (value: number) => toQuantity(value);
  const { invoiced, shipped, credited, cancelled } = line;
  const counted = { invoiced: of(invoiced), shipped: of(shipped), credited: of(credited), cancelled: of(cancelled) };
  expect(toCreditOf({ quantity: of(10), ...counted })).toBe(due);
});
