import { describe, expect, test } from "vitest";
import { RecordPayment } from "@/modules/orders/contract";
import { holdsCardNumber } from "@/modules/shop/card-number";
import { newId } from "@/shared/id";
import { toMoney } from "@/shared/money";
import { daysOverdue, standingOf } from "./payment";

const standing = (billed: number, paid: number, refunded = 0, more: object = {}) =>
  standingOf({
    status: "completed",
    dueOn: "2026-03-14",
    billed: toMoney(billed),
    paid: toMoney(paid),
    refunded: toMoney(refunded),
    ...more,
  });

describe("what was paid of an order", () => {
  test.each([
    ["nothing yet", standing(100, 0), { state: "unpaid", open: 100, credit: 0 }],
    ["a part", standing(100, 40), { state: "partly", open: 60, credit: 0 }],
    ["all", standing(100, 100), { state: "paid", open: 0, credit: 0 }],
    ["too much", standing(100, 110), { state: "to-refund", open: 0, credit: 10 }],
    ["too much, and it went back", standing(100, 110, 10), { state: "paid", open: 0, credit: 0 }],
    ["all, and some went back out of goodwill", standing(100, 100, 20), { state: "paid", open: 0, credit: 0 }],
    ["all, and all went back", standing(100, 100, 100), { state: "refunded", open: 0, credit: 0 }],
    ["all, before the rest was cancelled", standing(60, 100), { state: "to-refund", open: 0, credit: 40 }],
    ["all, before it was made larger", standing(130, 100), { state: "partly", open: 30, credit: 0 }],
    ["nothing of an order that costs nothing", standing(0, 0), { state: "none", open: 0, credit: 0 }],
  ])("%s", (_what, found, expected) => expect(found).toEqual(expected));

  test("is open from confirming on, and due once it has shipped", () => {
    expect(standing(100, 0, 0, { status: "confirmed", dueOn: null })).toMatchObject({ state: "unpaid", open: 100 });
    expect(standing(100, 0, 0, { status: "draft", dueOn: null })).toMatchObject({ state: "none", open: 100 });
    expect(standing(100, 30, 0, { status: "draft", dueOn: null })).toMatchObject({ state: "partly", open: 70 });
  });

  test("is nobody's question where it shipped before payments were followed", () => {
    expect(standing(100, 0, 0, { dueOn: null })).toEqual({ state: "none", open: 0, credit: 0 });
  });
});

test("an order is overdue once its due day is over, by days of the calendar", () => {
  expect(daysOverdue("2026-03-28", "2026-03-28")).toBe(0);
  // The night in which clocks go on has 23 hours.
  expect(daysOverdue("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysOverdue(null, "2026-03-30")).toBe(0);
});

describe("the number of a card", () => {
  test.each([
    "4111111111111111",
    "paid with 4111 1111 1111 1111, thanks",
    "5555-5555-5555-4444",
    "3782.822463.10005",
    "４１１１１１１１１１１１１１１１",
    "4222222222222",
    "receipt 77 4111 1111 1111 1111",
  ])("%s is found", (text) => expect(holdsCardNumber(text)).toBe(true));

  test.each([
    ["another last digit", "4111111111111112"],
    ["an IBAN", "DE89 3704 0044 0532 0130 00"],
    ["an IBAN of 16 digits", "BE68539007547034"],
    ["an order and a day", "Order 1001, 2026-11-27"],
    ["12 digits", "411111111111"],
  ])("%s is none", (_what, text) => expect(holdsCardNumber(text)).toBe(false));

  test.each(["reference", "note"])("is refused as a %s, in words", (field) => {
    const payment = { orderId: newId(), amount: 100, method: "card", paidOn: "2026-03-28" };
    const parsed = RecordPayment.safeParse({ ...payment, [field]: "4111 1111 1111 1111" });
    expect(parsed.error?.issues).toMatchObject([
      { path: [field], message: expect.stringContaining("number of a card") },
    ]);
    expect(RecordPayment.safeParse({ ...payment, [field]: "Receipt 4711" }).success).toBe(true);
  });
});
