import { type AdjustmentReason, type TransactionKind, VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { negate, type Quantity, toQuantity } from "@/shared/quantity";
import type { Action, AuditTrail } from "./audit-trail";
import type { Ids } from "./ids";
import type { AvailabilityRow, BalanceRow, LotRow, MovementRow, ReservationRow, TransactionRow } from "./rows";

export type Movement = Omit<MovementRow, "transactionId">;
export type Posting = {
  kind: TransactionKind;
  postingKey: string;
  movements: readonly Movement[];
  reason?: AdjustmentReason;
  note?: string;
  reference?: string;
  document?: { kind: string; id: string; label: string };
  reversesId?: string;
};
export type Demand = { lineId: string; variantId: string; quantity: Quantity };
type AvailabilityChange = { onHand: number; reserved: number; hasExpiry: boolean };
type Pickable = BalanceRow & { expiresOn: string | null };

const VIRTUAL_IDS: ReadonlySet<string> = new Set(Object.values(VIRTUAL_LOCATION_IDS));

/** The ledger in memory, under the same rules: no bin below zero, nothing promised that is not there. */
export class StockBook {
  readonly lots: LotRow[] = [];
  readonly transactions: TransactionRow[] = [];
  readonly movements: MovementRow[] = [];
  readonly reservations = new Map<string, ReservationRow>();
  readonly #balances = new Map<string, Pickable>();
  /** The rows of a variant at a warehouse, among those above. */
  readonly #places = new Map<string, Pickable[]>();
  readonly #availability = new Map<string, AvailabilityRow>();
  readonly #expiries = new Map<string, string | null>();

  constructor(
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
    private readonly warehouseOfBin: ReadonlyMap<string, string>,
  ) {}

  get balances(): BalanceRow[] {
    return [...this.#balances.values()].map(({ expiresOn: _, ...row }) => row);
  }

  get availability(): AvailabilityRow[] {
    return [...this.#availability.values()];
  }

  free(warehouseId: string, variantId: string): number {
    const row = this.#availability.get(`${warehouseId}/${variantId}`);
    return row ? row.onHand - row.reserved : 0;
  }

  onHand(warehouseId: string, variantId: string): number {
    return this.#availability.get(`${warehouseId}/${variantId}`)?.onHand ?? 0;
  }

  /**
   * Where a variant lies at a warehouse, in the order in which it is picked: what goes off first, then the fullest bin.
   */
  places(warehouseId: string, variantId: string): Pickable[] {
    const rows = (this.#places.get(`${warehouseId}/${variantId}`) ?? []).filter((row) => row.onHand > 0);
    return rows.sort(
      (a, b) =>
        (a.expiresOn ?? "9999").localeCompare(b.expiresOn ?? "9999") ||
        b.onHand - a.onHand ||
        a.locationId.localeCompare(b.locationId),
    );
  }

  addLot(lot: Omit<LotRow, "id" | "blockedAt" | "blockReason">): string {
    const id = this.ids.at(lot.createdAt);
    this.lots.push({ id, blockedAt: null, blockReason: null, ...lot });
    this.#expiries.set(id, lot.expiresOn);
    return id;
  }

  post(act: Action, posting: Posting): string {
    const id = this.ids.at(act.at);
    const {
      kind,
      postingKey,
      movements,
      reason = null,
      note = "",
      reference = "",
      document,
      reversesId = null,
    } = posting;
    this.transactions.push({
      id,
      kind,
      occurredAt: act.at,
      recordedAt: act.at,
      actorId: act.actorId,
      reason,
      note,
      reference,
      documentKind: document?.kind ?? null,
      documentId: document?.id ?? null,
      documentLabel: document?.label ?? null,
      postingKey,
      reversesId,
    });
    for (const movement of movements) {
      this.movements.push({ transactionId: id, ...movement });
      this.#change(movement.fromLocationId, movement, negate(movement.quantity));
      this.#change(movement.toLocationId, movement, movement.quantity);
    }
    this.audit.record(act, {
      entity: "stock-transaction",
      entityId: id,
      label: document?.label ?? kind,
      warehouseIds: this.#warehousesOf(movements),
      before: null,
      after: { kind, reason, movements: movements.length, reversesId },
    });
    return id;
  }

  /** All lines or none. */
  reserve(at: Date, documentId: string, warehouseId: string, lines: readonly Demand[]): boolean {
    const wanted = new Map<string, number>();
    for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
    if ([...wanted].some(([variantId, quantity]) => this.free(warehouseId, variantId) < quantity)) return false;
    for (const [variantId, quantity] of wanted) this.#reserve(warehouseId, variantId, quantity);
    for (const line of lines)
      this.reservations.set(line.lineId, {
        ...line,
        documentId,
        warehouseId,
        short: toQuantity(0),
        backordered: toQuantity(0),
        allocated: toQuantity(0),
        status: "active",
        createdAt: at,
      });
    return true;
  }

  /** Takes back what is still promised to these lines. */
  release(lineIds: readonly string[]): void {
    for (const lineId of lineIds) {
      const row = this.#activeReservation(lineId);
      if (!row) continue;
      this.#reserve(row.warehouseId, row.variantId, -row.quantity);
      this.reservations.set(lineId, { ...row, quantity: toQuantity(0), status: "released" });
    }
  }

  /** A promise shrinks as its goods leave. */
  fulfil(lineId: string, quantity: number): void {
    const row = this.#activeReservation(lineId);
    if (!row || row.quantity < quantity) throw new Error("More is shipped in the sample year than was promised.");
    this.#reserve(row.warehouseId, row.variantId, -quantity);
    const left = toQuantity(row.quantity - quantity);
    this.reservations.set(lineId, { ...row, quantity: left, status: left === 0 ? "consumed" : "active" });
  }

  #activeReservation(lineId: string): ReservationRow | undefined {
    const row = this.reservations.get(lineId);
    return row?.status === "active" ? row : undefined;
  }

  #reserve(warehouseId: string, variantId: string, quantity: number): void {
    this.#availabilityOf(warehouseId, variantId, { reserved: quantity, onHand: 0, hasExpiry: false });
  }

  #warehousesOf(movements: readonly Movement[]): string[] {
    const places = movements.flatMap(({ fromLocationId, toLocationId }) => [fromLocationId, toLocationId]);
    return [...new Set(places.flatMap((place) => this.warehouseOfBin.get(place) ?? []))];
  }

  #change(locationId: string, { variantId, lotId }: Movement, change: Quantity): void {
    if (VIRTUAL_IDS.has(locationId)) return;
    const warehouseId = this.warehouseOfBin.get(locationId);
    if (!warehouseId) throw new Error("Goods of the sample year lie in a place that is no bin.");
    const row = this.#placeOf(locationId, warehouseId, variantId, lotId);
    row.onHand = toQuantity(row.onHand + change);
    row.version += 1;
    if (row.onHand < 0) throw new Error("A bin of the sample year went below zero.");
    this.#availabilityOf(warehouseId, variantId, { onHand: change, reserved: 0, hasExpiry: row.expiresOn !== null });
  }

  #placeOf(locationId: string, warehouseId: string, variantId: string, lotId: string | null): Pickable {
    const key = `${locationId}/${variantId}/${lotId ?? ""}`;
    const known = this.#balances.get(key);
    if (known) return known;
    const expiresOn = lotId === null ? null : (this.#expiries.get(lotId) ?? null);
    const row: Pickable = {
      locationId,
      variantId,
      lotId,
      warehouseId,
      onHand: toQuantity(0),
      allocated: toQuantity(0),
      version: 0,
      expiresOn,
    };
    this.#balances.set(key, row);
    const ofVariant = `${warehouseId}/${variantId}`;
    this.#places.set(ofVariant, [...(this.#places.get(ofVariant) ?? []), row]);
    return row;
  }

  #availabilityOf(warehouseId: string, variantId: string, change: AvailabilityChange): void {
    const key = `${warehouseId}/${variantId}`;
    const row = this.#availability.get(key) ?? {
      warehouseId,
      variantId,
      onHand: toQuantity(0),
      reserved: toQuantity(0),
      version: 0,
      hasExpiry: false,
    };
    row.onHand = toQuantity(row.onHand + change.onHand);
    row.reserved = toQuantity(row.reserved + change.reserved);
    row.hasExpiry ||= change.hasExpiry;
    row.version += 1;
    this.#availability.set(key, row);
  }
}
