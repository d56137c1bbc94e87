/** What a line of a document needs from a warehouse from now on; 0 is nothing. */
export type WantedLine = { lineId: string; variantId: string; quantity: number };

/** What is reserved for a line; what it lost and waits for; and what was not there when it was ordered. */
export type Held = {
  lineId: string;
  warehouseId: string;
  variantId: string;
  quantity: number;
  short: number;
  backordered: number;
};

export type Stock = { warehouseId: string; variantId: string };
export type Delta = Stock & { delta: number };
export const isSameStock = (one: Stock, other: Stock): boolean =>
  one.warehouseId === other.warehouseId && one.variantId === other.variantId;

/**
 * The reservations of the named lines after a change. In its own warehouse a line keeps waiting for what it waited for:
 * more is reserved besides, and less gives up first what is not there. What moves to another warehouse is reserved
 * whole.
 */
export function heldAfter(
  held: readonly Held[],
  { warehouseId, lines }: { warehouseId: string; lines: readonly WantedLine[] },
): Held[] {
  const heldBy = new Map(held.map((row) => [row.lineId, row]));
  return lines.flatMap(({ lineId, variantId, quantity: wanted }) => {
    const known = heldBy.get(lineId);
    if (!known && wanted === 0) return [];
    const before = known?.warehouseId === warehouseId ? known : NOTHING;
    const less = Math.max(0, before.quantity + before.short + before.backordered - wanted);
    const backordered = Math.max(0, before.backordered - less);
    const short = Math.max(0, before.short - Math.max(0, less - before.backordered));
    return [{ lineId, warehouseId, variantId, quantity: wanted - short - backordered, short, backordered }];
  });
}

const NOTHING = { quantity: 0, short: 0, backordered: 0 };

/** How much more, or less, is reserved of each variant in each warehouse, where it is another quantity at all. */
export function sumChanges(before: readonly Held[], after: readonly Held[]): Delta[] {
  const named = new Set(after.map(({ lineId }) => lineId));
  const sums = new Map<string, Delta>();
  const add = ({ warehouseId, variantId }: Held, quantity: number) => {
    const key = `${warehouseId}/${variantId}`;
    const delta = (sums.get(key)?.delta ?? 0) + quantity;
    sums.set(key, { warehouseId, variantId, delta });
  };
  for (const row of before) if (named.has(row.lineId)) add(row, -row.quantity);
  for (const row of after) add(row, row.quantity);
  return [...sums.values()].filter(({ delta }) => delta !== 0);
}

/**
 * Lets lines wait for what is missing: the last ones first, and none for more than it asks more than it held. Returns
 * those that wait.
 */
export function waitingLines(
  held: readonly Held[],
  after: readonly Held[],
  missing: readonly (Stock & { quantity: number })[],
): Held[] {
  const heldBy = new Map(held.map((row) => [row.lineId, row]));
  return missing.flatMap((stock) => {
    let left = stock.quantity;
    return after
      .filter((line) => isSameStock(line, stock))
      .toReversed()
      .flatMap((line) => {
        const before = heldBy.get(line.lineId);
        const had = before && isSameStock(before, stock) ? before.quantity : 0;
        const waits = Math.min(left, Math.max(0, line.quantity - had));
        left -= waits;
        return waits > 0 ? [{ ...line, quantity: line.quantity - waits, backordered: line.backordered + waits }] : [];
      });
  });
}

/** A line of a new document, and the line whose items it takes over. */
export type MovedLine = WantedLine & { fromLineId: string };
export type Given = Held & { fromLineId: string };

/**
 * What the lines of a new document hold. In the same warehouse that is what the old ones gave up, reserved or waited
 * for, to the item; in another one everything is reserved.
 */
export function givenTo(
  { warehouseId, lines }: { warehouseId: string; lines: readonly MovedLine[] },
  { held, kept, isSameWarehouse }: { held: readonly Held[]; kept: readonly Held[]; isSameWarehouse: boolean },
): Given[] {
  const findIn = (rows: readonly Held[], id: string) => rows.find(({ lineId }) => lineId === id);
  return lines.map(({ fromLineId, lineId, variantId, quantity: wanted }) => {
    const [before, after] = [findIn(held, fromLineId), findIn(kept, fromLineId)];
    const gaveUp = (part: "short" | "backordered") =>
      isSameWarehouse ? (before?.[part] ?? 0) - (after?.[part] ?? 0) : 0;
    const [short, backordered] = [gaveUp("short"), gaveUp("backordered")];
    const quantity = wanted - short - backordered;
    return { fromLineId, lineId, warehouseId, variantId, quantity, short, backordered };
  });
}
