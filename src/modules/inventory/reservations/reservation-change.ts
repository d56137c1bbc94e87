/** What a line of a document needs from a warehouse from now on; 0 is nothing. */
export type WantedLine = { lineId: string; variantId: string; quantity: number };

/** What is reserved for a line, and what it lost and waits for. */
export type Held = { lineId: string; warehouseId: string; variantId: string; quantity: number; short: number };

/**
 * The reservations of the named lines after a change. In its own warehouse a line keeps waiting for what it lost: more
 * is reserved besides, and less gives up first what is not there. What moves to another warehouse is reserved whole.
 */
export function heldAfter(
  held: readonly Held[],
  { warehouseId, lines }: { warehouseId: string; lines: readonly WantedLine[] },
): Held[] {
  const heldBy = new Map(held.map((row) => [row.lineId, row]));
  return lines.flatMap(({ lineId, variantId, quantity: wanted }) => {
    const before = heldBy.get(lineId);
    if (!before && wanted === 0) return [];
    const isHere = before?.warehouseId === warehouseId;
    const had = before && isHere ? before.quantity + before.short : 0;
    const waits = before && isHere ? before.short : 0;
    const short = Math.min(waits, Math.max(0, waits - (had - wanted)));
    return [{ lineId, warehouseId, variantId, quantity: wanted - short, short }];
  });
}

/** How much more, or less, is reserved of each variant in each warehouse, where it is another quantity at all. */
export function sumChanges(
  before: readonly Held[],
  after: readonly Held[],
): { warehouseId: string; variantId: string; delta: number }[] {
  const named = new Set(after.map(({ lineId }) => lineId));
  const sums = new Map<string, { warehouseId: string; variantId: string; delta: number }>();
  const add = ({ warehouseId, variantId }: Held, quantity: number) => {
    const key = `${warehouseId}/${variantId}`;
    const delta = (sums.get(key)?.delta ?? 0) + quantity;
    sums.set(key, { warehouseId, variantId, delta });
  };
  for (const row of before) if (named.has(row.lineId)) add(row, -row.quantity);
  for (const row of after) add(row, row.quantity);
  return [...sums.values()].filter(({ delta }) => delta !== 0);
}

/** A line of a new document, and the line whose items it takes over. */
export type MovedLine = WantedLine & { fromLineId: string };
export type Given = Held & { fromLineId: string };

/**
 * What the lines of a new document hold. In the same warehouse that is what the old ones gave up, reserved or short, to
 * the item; in another one everything is reserved.
 */
export function givenTo(
  { warehouseId, lines }: { warehouseId: string; lines: readonly MovedLine[] },
  { held, kept, isSameWarehouse }: { held: readonly Held[]; kept: readonly Held[]; isSameWarehouse: boolean },
): Given[] {
  const findIn = (rows: readonly Held[], id: string) => rows.find(({ lineId }) => lineId === id);
  return lines.map(({ fromLineId, lineId, variantId, quantity: wanted }) => {
    const [before, after] = [findIn(held, fromLineId), findIn(kept, fromLineId)];
    const short = isSameWarehouse ? (before?.short ?? 0) - (after?.short ?? 0) : 0;
    return { fromLineId, lineId, warehouseId, variantId, quantity: wanted - short, short };
  });
}
