import type { OrderStatus } from "@/modules/orders/order";

/** What the database should hold after each operation, kept in plain maps by plain additions. */

export type ModelLine = {
  id: string;
  variantId: string;
  quantity: number;
  discountRate: number;
  shipped: number;
  cancelled: number;
  /** What of it is not there, of an item that may be backordered. */
  waits: number;
  /** On invoices, less what credit notes took back. */
  invoiced: number;
};
export type ModelOrder = {
  id: string;
  warehouseId: string;
  status: OrderStatus;
  version: number;
  lines: ModelLine[];
  /** Whether something is off it as a whole, and whether shipping is charged. */
  hasDiscount: boolean;
  hasCharge: boolean;
  isPart: boolean;
  invoices: ModelInvoice[];
  /** Invoices and credit notes. */
  papers: number;
};
/** What is left to credit of each line; null is shipping. */
export type ModelInvoice = { id: string; rows: { line: ModelLine | null; left: number }[] };
export const NEW_ORDER = { hasDiscount: false, hasCharge: false, isPart: false, papers: 0 } as const;
export type ModelPosting = {
  id: string;
  variantId: string;
  from: string | null;
  to: string | null;
  quantity: number;
  isReversed: boolean;
};
export type ModelPick = { orderLineId: string; locationId: string; quantity: number };
export type ModelReturn = {
  id: string;
  lineId: string;
  line: ModelLine;
  warehouseId: string;
  quantity: number;
  received: number;
  isOpen: boolean;
};
type ModelBack = { claimed: number; returned: number; credited: number };
export type ModelReceipt = {
  id: string;
  of: ModelReturn;
  quantity: number;
  outcome: "refund" | "replace" | "reject";
  bin: string | null;
};
export type ModelShipment = { id: string; order: ModelOrder; picks: readonly ModelPick[]; isVoided: boolean };

export const openOf = (line: ModelLine) => line.quantity - line.shipped - line.cancelled;
const isPromised = (order: ModelOrder) => order.status === "confirmed" || order.status === "on_hold";
export const isLive = (order: ModelOrder) => order.status === "draft" || isPromised(order);

export class StockModel {
  readonly bins = new Map<string, number>();
  readonly orders: ModelOrder[] = [];
  readonly postings: ModelPosting[] = [];
  readonly shipments: ModelShipment[] = [];
  readonly returns: ModelReturn[] = [];
  /** Lines that a shipment names, voided or not, or an invoice, credited or not. */
  readonly packed = new Set<string>();
  private readonly backs = new Map<string, ModelBack>();
  /** The lines of each item and warehouse for which stock is reserved, as they were when the last act was over. */
  private promises = new Map<string, ModelLine[]>();
  /** Those that were not undone, in their order. */
  receipts: ModelReceipt[] = [];
  /** What drafts hold of items, in the order in which they were saved. */
  readonly holds = new Map<ModelOrder, Map<string, number>>();

  /** `warehouseOf` names the warehouse of each bin, `mayWait` the items that may be backordered. */
  constructor(
    readonly warehouseOf: ReadonlyMap<string, string>,
    readonly mayWait: ReadonlySet<string>,
  ) {}

  /** Somebody who agrees to wait for whatever is not there. */
  acceptAll(): { variantId: string; quantity: number }[] {
    return [...this.mayWait].map((variantId) => ({ variantId, quantity: 1_000_000 }));
  }

  /** What returns are about of a line, and what was taken in. */
  back(lineId: string): ModelBack {
    const known = this.backs.get(lineId) ?? { claimed: 0, returned: 0, credited: 0 };
    this.backs.set(lineId, known);
    return known;
  }

  inBin(binId: string, variantId: string): number {
    return this.bins.get(`${binId}/${variantId}`) ?? 0;
  }

  onHand(warehouseId: string, variantId: string): number {
    let sum = 0;
    for (const [binId, warehouse] of this.warehouseOf)
      if (warehouse === warehouseId) sum += this.inBin(binId, variantId);
    return sum;
  }

  private promised(warehouseId: string, variantId: string): ModelLine[] {
    return this.promises.get(`${warehouseId}/${variantId}`) ?? [];
  }

  /** Found once for each act: to look through all orders for each question would take longer than the database does. */
  findPromises(): void {
    this.promises = new Map();
    for (const order of this.orders.filter(isPromised))
      for (const line of order.lines) {
        const key = `${order.warehouseId}/${line.variantId}`;
        const known = this.promises.get(key);
        if (known) known.push(line);
        else this.promises.set(key, [line]);
      }
  }

  reserved(warehouseId: string, variantId: string): number {
    return this.promised(warehouseId, variantId).reduce((sum, line) => sum + openOf(line) - line.waits, 0);
  }

  waiting(warehouseId: string, variantId: string): number {
    return this.promised(warehouseId, variantId).reduce((sum, line) => sum + line.waits, 0);
  }

  /** What is available goes to those who wait for it, by the ids of their lines: all came at one moment. */
  fill(): void {
    for (const warehouseId of new Set(this.warehouseOf.values()))
      for (const variantId of this.mayWait) {
        let free = this.available(warehouseId, variantId);
        for (const line of this.promised(warehouseId, variantId).toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
          const given = Math.min(free, line.waits);
          line.waits -= given;
          free -= given;
        }
      }
  }

  /**
   * Lines of an order need so much from now on, in this warehouse. Less gives up first what is not there; of more than
   * is available, the last lines that want more wait for the rest.
   */
  rearrange(order: ModelOrder, warehouseId: string, wanted: readonly { line: ModelLine; open: number }[]): void {
    const isHere = this.orders.includes(order) && isPromised(order) && order.warehouseId === warehouseId;
    const next = wanted.map(({ line, open }) => {
      const [was, waited] = isHere && order.lines.includes(line) ? [openOf(line), line.waits] : [0, 0];
      const waits = Math.max(0, waited - Math.max(0, was - open));
      return { line, waits, more: open - waits - (was - waited) };
    });
    for (const variantId of new Set(wanted.map(({ line }) => line.variantId))) {
      const own = next.filter(({ line }) => line.variantId === variantId);
      const more = own.reduce((sum, one) => sum + one.more, 0);
      let missing = Math.max(0, more - this.available(warehouseId, variantId));
      if (more <= 0) continue;
      for (const one of own.toReversed()) {
        const waits = Math.min(missing, Math.max(0, one.more));
        one.waits += waits;
        missing -= waits;
      }
    }
    for (const { line, waits } of next) line.waits = waits;
  }

  available(warehouseId: string, variantId: string): number {
    return this.unreserved(warehouseId, variantId) - this.held(warehouseId, variantId);
  }

  unreserved(warehouseId: string, variantId: string): number {
    return this.onHand(warehouseId, variantId) - this.reserved(warehouseId, variantId);
  }

  held(warehouseId: string, variantId: string): number {
    let sum = 0;
    for (const [order, held] of this.holds) if (order.warehouseId === warehouseId) sum += held.get(variantId) ?? 0;
    return sum;
  }

  /**
   * May goods go from here to there? Null is outside the warehouses. A bin holds enough, and no promise is broken: what
   * drafts hold is none.
   */
  canMove(variantId: string, from: string | null, to: string | null, quantity: number): boolean {
    if (from === null) return true;
    if (this.inBin(from, variantId) < quantity) return false;
    const warehouse = this.warehouseOf.get(from) ?? "";
    const isLeaving = to === null || this.warehouseOf.get(to) !== warehouse;
    return !isLeaving || this.unreserved(warehouse, variantId) >= quantity;
  }

  move(variantId: string, from: string | null, to: string | null, quantity: number): void {
    if (from !== null) this.bins.set(`${from}/${variantId}`, this.inBin(from, variantId) - quantity);
    if (to !== null) this.bins.set(`${to}/${variantId}`, this.inBin(to, variantId) + quantity);
  }

  /** Whether it is there, or may be waited for. */
  canPromise(warehouseId: string, lines: readonly { variantId: string; quantity: number }[]): boolean {
    return this.has(
      warehouseId,
      lines.filter(({ variantId }) => !this.mayWait.has(variantId)),
    );
  }

  has(warehouseId: string, lines: readonly { variantId: string; quantity: number }[]): boolean {
    const variantIds = new Set(lines.map(({ variantId }) => variantId));
    return [...variantIds].every((variantId) => {
      const asked = lines.filter((line) => line.variantId === variantId).reduce((sum, line) => sum + line.quantity, 0);
      return this.available(warehouseId, variantId) >= asked;
    });
  }

  /** The fullest bin first, then by id: what `suggestPicks` does where nothing goes off. */
  picksFor(order: ModelOrder): ModelPick[] {
    const left = new Map(this.bins);
    const binIds = [...this.warehouseOf.keys()].filter((binId) => this.warehouseOf.get(binId) === order.warehouseId);
    return order.lines.flatMap((line) => {
      let open = openOf(line) - line.waits;
      const fullest = binIds.toSorted(
        (a, b) => this.inBin(b, line.variantId) - this.inBin(a, line.variantId) || (a < b ? -1 : 1),
      );
      return fullest.flatMap((locationId) => {
        const key = `${locationId}/${line.variantId}`;
        const quantity = Math.min(open, left.get(key) ?? 0);
        if (quantity === 0) return [];
        open -= quantity;
        left.set(key, (left.get(key) ?? 0) - quantity);
        return [{ orderLineId: line.id, locationId, quantity }];
      });
    });
  }

  canShip(order: ModelOrder, picks: readonly ModelPick[]): boolean {
    const sumOf = (matching: (pick: ModelPick) => boolean) =>
      picks.filter(matching).reduce((sum, pick) => sum + pick.quantity, 0);
    const variantOf = (lineId: string) => order.lines.find(({ id }) => id === lineId)?.variantId ?? "";
    return (
      order.status === "confirmed" &&
      picks.length > 0 &&
      order.lines.every((line) => sumOf((pick) => pick.orderLineId === line.id) <= openOf(line) - line.waits) &&
      picks.every(
        ({ locationId, orderLineId }) =>
          this.inBin(locationId, variantOf(orderLineId)) >=
          sumOf((pick) => pick.locationId === locationId && variantOf(pick.orderLineId) === variantOf(orderLineId)),
      )
    );
  }

  ship(id: string, order: ModelOrder, picks: readonly ModelPick[]): void {
    this.shipments.push({ id, order, picks, isVoided: false });
    for (const pick of picks) {
      const line = order.lines.find(({ id }) => id === pick.orderLineId);
      if (!line) continue;
      this.packed.add(line.id);
      line.shipped += pick.quantity;
      this.move(line.variantId, pick.locationId, null, pick.quantity);
    }
    if (order.lines.every((line) => openOf(line) === 0)) order.status = "completed";
  }

  /** What returns are about has left. */
  canVoid({ isVoided, order, picks }: ModelShipment): boolean {
    const isFree = ({ id, shipped }: ModelLine) => {
      const taken = picks.filter(({ orderLineId }) => orderLineId === id).reduce((sum, pick) => sum + pick.quantity, 0);
      const { claimed, returned } = this.back(id);
      return taken === 0 || (returned === 0 && shipped - taken >= claimed);
    };
    return !isVoided && order.lines.every(isFree);
  }

  /** Back into the bins, and to ship again; of a cancelled order nothing is to ship any more. */
  voidShipment(shipment: ModelShipment): void {
    const { order, picks } = shipment;
    shipment.isVoided = true;
    for (const pick of picks) {
      const line = order.lines.find(({ id }) => id === pick.orderLineId);
      if (!line) continue;
      line.shipped -= pick.quantity;
      if (order.status === "cancelled") line.cancelled += pick.quantity;
      this.move(line.variantId, null, pick.locationId, pick.quantity);
    }
    if (order.status === "completed") order.status = "confirmed";
  }

  giveUp(order: ModelOrder, status: "completed" | "cancelled"): void {
    this.holds.delete(order);
    for (const line of order.lines) {
      line.cancelled += openOf(line);
      line.waits = 0;
    }
    order.status = status;
  }
}
