import { toMoney } from "@/shared/money";
import { after, DAY_MS, HOUR_MS, startOfDay } from "./calendar";
import type { Order } from "./order-book";
import type { Simulation } from "./simulation";

/** Of a hundred orders: how many are paid as they leave, too late, in two parts, and never. The rest pay in time. */
const SHARES = { atOnce: 0.25, late: 0.05, inParts: 0.02, never: 0.003 } as const;
const OFFICE_HOURS = { from: 8, to: 14 } as const;
const AT_ONCE: readonly string[] = ["card", "card", "cash", "other"];

/** What becomes of the money for an order that has begun to ship. */
export function payLater(year: Simulation, at: Date, order: Order): void {
  const { paying } = year;
  const fate = paying.next();
  if (fate < SHARES.never) return;
  if (fate < SHARES.never + SHARES.inParts) {
    payWithin(year, at, order, { days: paying.whole(3, 12), share: 0.5, method: "bank-transfer" });
    payWithin(year, at, order, { days: paying.whole(20, 45), share: 1, method: "bank-transfer" });
  } else if (fate < SHARES.never + SHARES.inParts + SHARES.late) {
    payWithin(year, at, order, { days: paying.whole(16, 32), share: 1, method: "bank-transfer" });
  } else if (fate < SHARES.never + SHARES.inParts + SHARES.late + SHARES.atOnce) {
    payWithin(year, at, order, { days: 1, share: 1, method: paying.pick(AT_ONCE) });
  } else {
    const method = paying.chance(0.03) ? "cheque" : "bank-transfer";
    payWithin(year, at, order, { days: paying.whole(2, 13), share: 1, method });
  }
}

type Part = { days: number; share: number; method: string };

function payWithin(year: Simulation, at: Date, order: Order, { days, share, method }: Part): void {
  const { paying, agenda, payments } = year;
  const hours = paying.between(OFFICE_HOURS.from, OFFICE_HOURS.to);
  agenda.add(after(startOfDay(at), days * DAY_MS + hours * HOUR_MS), (at) => {
    const amount = toMoney(Math.round(payments.openOf(order) * share));
    if (amount === 0) return;
    payments.record(year.audit.begin(at, year.staff.whoDoes("sell", paying), "orders.recordPayment"), order, {
      amount,
      method,
    });
  });
}
