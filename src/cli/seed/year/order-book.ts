import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { distributePicks } from "@/modules/inventory/reservations/pick";
import { lineTotals, openQuantity, type OrderStatus, formatOrderNumber } from "@/modules/orders/order";
import { addMoney, type Money, type Rate } from "@/shared/money";
import { addQuantities, type Quantity, toQuantity } from "@/shared/quantity";
import { DEFAULT_REGION } from "@/shared/region";
import type { Action, AuditTrail } from "./audit-trail";
import type { Ids } from "./ids";
import type { Customer } from "./make-customers";
import type { OrderLineRow, OrderRow, ShipmentLineRow, ShipmentRow, VariantRow } from "./rows";
import type { StockBook } from "./stock-book";

export type Order = { row: OrderRow; lines: OrderLineRow[]; shipments: number };
export type Wish = { variant: VariantRow; quantity: number };
export type NewOrder = {
  customer: Customer;
  warehouseId: string;
  wishes: readonly Wish[];
  discountRate: Rate;
  confirm: boolean;
  note: string;
};

const FIRST_NUMBER = 1001;

const addressOf = ({ row: { name, address, postcode, city, country } }: Customer) => ({
  name,
  address,
  postcode,
  city,
  country,
});

/** Orders in memory, under the same rules as the operations of the module, and with the same history. */
export class OrderBook {
  readonly orders: Order[] = [];
  readonly shipments: ShipmentRow[] = [];
  readonly shipmentLines: ShipmentLineRow[] = [];

  constructor(
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
    private readonly stock: StockBook,
    /** The variants that are food, of which less tax is paid. */
    private readonly foods: ReadonlySet<string>,
  ) {}

  get nextNumber(): number {
    return FIRST_NUMBER + this.orders.length;
  }

  /** Null when it was to be confirmed at once and cannot be promised. */
  place(act: Action, asked: NewOrder): Order | null {
    const orderId = this.ids.at(act.at);
    const lines = asked.wishes.map((wish, place) => this.#line(act, orderId, asked, wish, place));
    if (asked.confirm && !this.stock.reserve(act.at, orderId, asked.warehouseId, lines.map(toDemand))) return null;
    const [net, tax] = [addMoney(...lines.map(netOf)), addMoney(...lines.map(taxOf))];
    const row: OrderRow = {
      id: orderId,
      number: this.nextNumber,
      customerId: asked.customer.row.id,
      warehouseId: asked.warehouseId,
      status: asked.confirm ? "confirmed" : "draft",
      holdReason: null,
      note: asked.note,
      deliveryAddress: addressOf(asked.customer),
      billingAddress: addressOf(asked.customer),
      customerReference: referenceOf(this.nextNumber),
      tags: tagsOf(this.nextNumber),
      currency: DEFAULT_REGION.currency,
      netTotal: net,
      taxTotal: tax,
      version: 1,
      placedBy: act.actorId,
      placedAt: act.at,
      confirmedAt: asked.confirm ? act.at : null,
      completedAt: null,
      cancelledAt: null,
    };
    const order = { row, lines, shipments: 0 };
    this.orders.push(order);
    this.#record(act, order, null, {
      status: row.status,
      customer: asked.customer.row.name,
      lines: lines.length,
      net,
      tax,
    });
    return order;
  }

  /** Whether the goods could be promised; if not, nothing has changed. */
  confirm(act: Action, order: Order): boolean {
    if (!this.stock.reserve(act.at, order.row.id, order.row.warehouseId, order.lines.map(toDemand))) return false;
    order.row.confirmedAt = act.at;
    this.#move(act, order, "confirmed");
    return true;
  }

  hold(act: Action, order: Order, reason: string): void {
    order.row.holdReason = reason;
    this.#move(act, order, "on_hold", reason);
  }

  resume(act: Action, order: Order): void {
    order.row.holdReason = null;
    this.#move(act, order, "confirmed");
  }

  cancel(act: Action, order: Order, reason: string): void {
    this.#cancelOpenLines(order);
    order.row.holdReason = null;
    order.row.cancelledAt = act.at;
    this.#move(act, order, "cancelled", reason);
  }

  complete(act: Action, order: Order): void {
    this.#cancelOpenLines(order);
    this.#close(act, order);
  }

  /** Sends what is open of these lines, at most so much of each, out of the bins that come first. */
  ship(act: Action, order: Order, quantityOf: (line: OrderLineRow) => number): void {
    const wanted = order.lines
      .map((line) => ({ line, quantity: Math.min(quantityOf(line), openQuantity(line)) }))
      .filter(({ quantity }) => quantity > 0);
    if (wanted.length === 0) return;
    const shipmentId = this.ids.at(act.at);
    order.shipments += 1;
    this.shipments.push({
      id: shipmentId,
      orderId: order.row.id,
      sequence: order.shipments,
      tracking: trackingOf(order),
      shippedBy: act.actorId,
      shippedAt: act.at,
    });
    const before = shippedOf(order);
    const picks = distributePicks(
      wanted.map(({ line, quantity }) => ({ lineId: line.id, variantId: line.variantId, open: quantity })),
      this.#places(
        order,
        wanted.map(({ line }) => line.variantId),
      ),
    );
    const movements = picks.map(({ lineId, ...pick }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      if (!line) throw new Error("A pick of the sample year is for no line of its order.");
      const quantity = toQuantity(pick.quantity);
      line.shipped = addQuantities(line.shipped, quantity);
      this.stock.fulfil(line.id, quantity);
      const id = this.ids.at(act.at);
      // What it cost is written down by the database.
      this.shipmentLines.push({ ...pick, orderLineId: line.id, id, shipmentId, quantity, unitCost: null });
      return {
        variantId: line.variantId,
        lotId: pick.lotId,
        fromLocationId: pick.locationId,
        toLocationId: VIRTUAL_LOCATION_IDS.customer,
        quantity,
        unitCost: null,
      };
    });
    this.stock.post(act, {
      kind: "ship",
      postingKey: `shipment:${shipmentId}`,
      document: { kind: "order", id: order.row.id, label: formatOrderNumber(order.row.number) },
      movements,
    });
    this.#record(act, order, { shipped: before }, { shipped: shippedOf(order), tracking: trackingOf(order) });
    if (order.lines.every((line) => openQuantity(line) === 0)) this.#close(act, order);
  }

  #places(order: Order, variantIds: readonly string[]) {
    return [...new Set(variantIds)].flatMap((variantId) =>
      this.stock
        .places(order.row.warehouseId, variantId)
        .map(({ locationId, lotId, onHand }) => ({ variantId, locationId, lotId, quantity: onHand })),
    );
  }

  #close(act: Action, order: Order): void {
    order.row.completedAt = act.at;
    this.#move(act, order, "completed");
  }

  #cancelOpenLines(order: Order): void {
    this.stock.release(order.lines.map(({ id }) => id));
    for (const line of order.lines) line.cancelled = toQuantity(line.quantity - line.shipped);
  }

  #move(act: Action, order: Order, to: OrderStatus, reason?: string): void {
    const before = { status: order.row.status };
    order.row.status = to;
    order.row.version += 1;
    this.#record(act, order, before, { status: to, ...(reason !== undefined && { reason }) });
  }

  #record(act: Action, { row }: Order, before: Record<string, unknown> | null, after: Record<string, unknown>): void {
    this.audit.record(act, {
      entity: "order",
      entityId: row.id,
      label: formatOrderNumber(row.number),
      warehouseIds: [row.warehouseId],
      before,
      after,
    });
  }

  #line(act: Action, orderId: string, asked: NewOrder, { variant, quantity }: Wish, place: number): OrderLineRow {
    const priced = {
      quantity: toQuantity(quantity),
      unitPrice: variant.price,
      discountRate: asked.discountRate,
      pricesIncludeTax: false,
      taxRate: this.foods.has(variant.id) ? asked.customer.foodTaxRate : asked.customer.taxRate,
    };
    const { net, tax } = lineTotals(priced);
    return {
      id: this.ids.at(act.at),
      orderId,
      position: place + 1,
      variantId: variant.id,
      shipped: toQuantity(0),
      cancelled: toQuantity(0),
      ...priced,
      netTotal: net,
      taxTotal: tax,
    };
  }
}

const netOf = ({ netTotal }: OrderLineRow): Money => netTotal;
const taxOf = ({ taxTotal }: OrderLineRow): Money => taxTotal;
/** Every third customer writes the number of their own order. */
const referenceOf = (number: number): string => (number % 3 === 0 ? `PO-${40_000 + number * 7}` : "");
/** Some are to be found together. */
const tagsOf = (number: number): string[] => [
  ...(number % 9 === 0 ? ["gift"] : []),
  ...(number % 14 === 0 ? ["fair"] : []),
  ...(number % 31 === 0 ? ["urgent"] : []),
];
const toDemand = ({ id, variantId, quantity }: OrderLineRow) => ({ lineId: id, variantId, quantity });
const shippedOf = ({ lines }: Order): Quantity => addQuantities(...lines.map(({ shipped }) => shipped));
const trackingOf = ({ row, shipments }: Order): string =>
  `HH${row.number}${String(shipments).padStart(2, "0")}${(row.number * 7919) % 9973}`;
