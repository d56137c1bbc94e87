import { formatOrderNumber } from "@/modules/orders/order";
import { billedOf } from "@/modules/orders/order-sums";
import { addMoney, type Money, toMoney } from "@/shared/money";
import type { Action, AuditTrail } from "./audit-trail";
import type { Ids } from "./ids";
import type { Order } from "./order-book";
import type { PaymentRow } from "./rows";

/** Payments in memory, as the operation writes them, and with the same history. */
export class PaymentBook {
  readonly payments: PaymentRow[] = [];
  readonly #paid = new Map<string, Money>();

  constructor(
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** What an order bills by now, less what was paid. */
  openOf({ row, lines }: Order): Money {
    const billed = lines.map(billedOf).reduce((sum, { net, tax }) => sum + net + tax, 0);
    return toMoney(Math.max(0, billed - this.#paidOf(row.id)));
  }

  record(act: Action, { row }: Order, { amount, method }: { amount: Money; method: string }): void {
    const paidOn = act.at.toISOString().slice(0, 10);
    const reference = method === "bank-transfer" ? `Order ${row.number}` : "";
    const before = this.#paidOf(row.id);
    this.payments.push({
      id: this.ids.at(act.at),
      orderId: row.id,
      kind: "payment",
      voidsId: null,
      movedFromId: null,
      amount,
      method,
      paidOn,
      reference,
      note: "",
      recordedBy: act.actorId,
      recordedAt: act.at,
    });
    this.#paid.set(row.id, addMoney(before, amount));
    this.audit.record(act, {
      entity: "order",
      entityId: row.id,
      label: formatOrderNumber(row.number),
      warehouseIds: [row.warehouseId],
      before: { paid: before },
      after: { paid: addMoney(before, amount), method, paidOn, ...(reference && { reference }) },
    });
  }

  #paidOf(orderId: string): Money {
    return this.#paid.get(orderId) ?? toMoney(0);
  }
}
