import { lotName } from "@/app/(staff)/_goods/lot-name";

type Shipped = { id: string; orderLineId: string; locationCode: string; lotCode: string | null; quantity: number };
type Known = { lines: readonly { id: string; hasSerials: boolean }[] };

/**
 * What shipped, with its lot. Items with serial numbers are a line each: those of one order line and one bin are told
 * together.
 */
export function shippedItems<Line extends Shipped>(order: Known, { lines }: { lines: readonly Line[] }) {
  const items = new Map<string, { line: Line; hasSerials: boolean; all: Line[] }>();
  for (const line of lines) {
    const hasSerials = order.lines.find(({ id }) => id === line.orderLineId)?.hasSerials ?? false;
    const key = hasSerials ? `${line.orderLineId} ${line.locationCode}` : line.id;
    const item = items.get(key);
    if (item) item.all.push(line);
    else items.set(key, { line, hasSerials, all: [line] });
  }
  return [...items.values()].map(({ line, hasSerials, all }) => ({
    line,
    quantity: all.reduce((sum, { quantity }) => sum + quantity, 0),
    lot: all.length === 1 ? lotName({ ...line, hasSerials }) : `serial numbers ${listOf(all)}`,
  }));
}

const listOf = (lines: readonly Shipped[]): string => lines.flatMap(({ lotCode }) => lotCode ?? []).join(", ");
