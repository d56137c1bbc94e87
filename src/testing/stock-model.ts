import type { OrderStatus } from "@/modules/orders/order";

/** What the database should hold after each operation, kept in plain maps by plain additions. */

type ModelLine = {
  id: string;
  variantId: string;
  quantity: number;
  discountRate: number;
  shipped: number;
  cancelled: number;
};
export type ModelOrder = { id: string; warehouseId: string; status: OrderStatus; version: number; lines: ModelLine[] };
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
export type ModelShipment = { id: string; order: ModelOrder; picks: readonly ModelPick[]; isVoided: boolean };

const openOf = (line: ModelLine) => line.quantity - line.shipped - line.cancelled;
const isPromised = (order: ModelOrder) => order.status === "confirmed" || order.status === "on_hold";
export const isLive = (order: ModelOrder) => order.status === "draft" || isPromised(order);

export class StockModel {
  readonly bins = new Map<string, number>();
  readonly orders: ModelOrder[] = [];
  readonly postings: ModelPosting[] = [];
  readonly shipments: ModelShipment[] = [];
  readonly returns: ModelReturn[] = [];
  private readonly backs = new Map<string, { claimed: number; returned: number }>();

  /** `warehouseOf` names the warehouse of each bin. */
  constructor(readonly warehouseOf: ReadonlyMap<string, string>) {}

  /** What returns are about of a line, and what was taken in. */
  back(lineId: string): { claimed: number; returned: number } {
    const known = this.backs.get(lineId) ?? { claimed: 0, returned: 0 };
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

  reserved(warehouseId: string, variantId: string): number {
    let sum = 0;
    for (const order of this.orders) {
      if (order.warehouseId !== warehouseId || !isPromised(order)) continue;
      for (const line of order.lines) if (line.variantId === variantId) sum += openOf(line);
    }
    return sum;
  }

  private available(warehouseId: string, variantId: string): number {
    return this.onHand(warehouseId, variantId) - this.reserved(warehouseId, variantId);
  }

  /** May goods go from here to there? Null is outside the warehouses. A bin holds enough, and no promise is broken. */
  canMove(variantId: string, from: string | null, to: string | null, quantity: number): boolean {
    if (from === null) return true;
    if (this.inBin(from, variantId) < quantity) return false;
    const warehouse = this.warehouseOf.get(from) ?? "";
    const isLeaving = to === null || this.warehouseOf.get(to) !== warehouse;
    return !isLeaving || this.available(warehouse, variantId) >= quantity;
  }

  move(variantId: string, from: string | null, to: string | null, quantity: number): void {
    if (from !== null) this.bins.set(`${from}/${variantId}`, this.inBin(from, variantId) - quantity);
    if (to !== null) this.bins.set(`${to}/${variantId}`, this.inBin(to, variantId) + quantity);
  }

  canPromise(warehouseId: string, lines: readonly { variantId: string; quantity: number }[]): boolean {
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
      let open = openOf(line);
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
      order.lines.every((line) => sumOf((pick) => pick.orderLineId === line.id) <= openOf(line)) &&
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
    for (const line of order.lines) line.cancelled += openOf(line);
    order.status = status;
  }
}
