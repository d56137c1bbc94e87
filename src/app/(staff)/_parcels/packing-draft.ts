import type { Order } from "@/app/(staff)/orders/order-data";
import type { Inputs } from "@/client/trpc";
import type { Parcel } from "./parcel-data";

type Shipment = Order["shipments"][number];
type Goods = Order["lines"][number];

/** An item of a shipment, of which so many may go into the parcel. */
export type PackingLine = {
  shipmentLineId: string;
  goods: Goods;
  lotCode: string | null;
  max: number;
};
/** How many of each line go in. */
export type PackingDraft = ReadonlyMap<string, number>;

const packedOf = (parcels: readonly Parcel[], lineId: string): number =>
  parcels
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.shipmentLineId === lineId ? line.quantity : 0), 0);

/** What of a shipment lies in none of its parcels but this one. */
export function packingLines(
  order: Pick<Order, "lines">,
  { lines }: Pick<Shipment, "lines">,
  others: readonly Parcel[],
): PackingLine[] {
  return lines.flatMap((line) => {
    const goods = order.lines.find(({ id }) => id === line.orderLineId);
    const max = line.quantity - packedOf(others, line.id);
    return goods && max > 0 ? [{ shipmentLineId: line.id, goods, lotCode: line.lotCode, max }] : [];
  });
}

export const draftOf = (parcel: Pick<Parcel, "lines"> | null): PackingDraft =>
  new Map(parcel?.lines.map(({ shipmentLineId, quantity }) => [shipmentLineId, quantity]));

export const allOf = (lines: readonly PackingLine[]): PackingDraft =>
  new Map(lines.map(({ shipmentLineId, max }) => [shipmentLineId, max]));

export const countOf = (draft: PackingDraft, { shipmentLineId, max }: PackingLine): number =>
  Math.min(draft.get(shipmentLineId) ?? 0, max);

export const totalOf = (draft: PackingDraft, lines: readonly PackingLine[]): number =>
  lines.reduce((sum, line) => sum + countOf(draft, line), 0);

type Scanned = { variantId: string; count: number; lotCode: string | null };

/** Puts what was scanned on the line of its lot, if the label names one, that still has room for it. */
export function countPacked(lines: readonly PackingLine[], draft: PackingDraft, scanned: Scanned) {
  const { variantId, count, lotCode } = scanned;
  const ofItem = lines.filter(({ goods }) => goods.variantId === variantId);
  if (ofItem.length === 0) return { problem: "not-here" as const };
  const ofLot = ofItem.filter((line) => lotCode === null || line.lotCode?.toLowerCase() === lotCode.toLowerCase());
  if (ofLot.length === 0) return { problem: "other-lot" as const };
  const line = ofLot.find((each) => countOf(draft, each) + count <= each.max);
  if (!line) return { problem: "too-many" as const };
  const total = countOf(draft, line) + count;
  return { draft: new Map(draft).set(line.shipmentLineId, total), line, total };
}

export const linesToSend = (draft: PackingDraft, lines: readonly PackingLine[]): Inputs["parcels"]["edit"]["lines"] =>
  lines
    .map((line) => ({ shipmentLineId: line.shipmentLineId, quantity: countOf(draft, line) }))
    .filter(({ quantity }) => quantity > 0);
