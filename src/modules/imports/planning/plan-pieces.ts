import type { KnownVariant } from "@/modules/catalog/product-rows";
import type { GroupedRow } from "@/modules/imports/import-group";
import { describeHeld } from "@/modules/inventory/serials/refusals";
import { describeStanding, foldSerial, SERIALS_MAX } from "@/modules/inventory/serials/serial";
import type { PieceAt } from "@/modules/inventory/serials/standing";
import { formatCount } from "@/shared/plural";
import { formatQuantity, toQuantity } from "@/shared/quantity";
import type { ChangedField } from "./changed-fields";
import { excessOf } from "./excess";
import type { Planning, StockLine } from "./planning";

type Item = Pick<KnownVariant, "hasSerials" | "unit" | "sku">;

/** Why a row does not name one serial number for each of so many items; null also where none are kept or named. */
export function faultOfNumbers({ serials }: GroupedRow, { hasSerials, unit }: Item, quantity: number): string | null {
  if (!hasSerials && serials === null) return null;
  if (!hasSerials && unit !== "each") return "Serial numbers are for items that are counted in pieces.";
  if (!hasSerials) return "No serial numbers are kept of this item. Turn them on on the product's page.";
  const given = serials?.length ?? 0;
  if (given === quantity) return null;
  return (
    `${formatCount(quantity, "item")}, and ${formatCount(given, "serial number")}. ` +
    "Enter one for each item in one cell, with ; between them."
  );
}

/**
 * What the serial numbers of a row do to an item that has them: those it names come in. Where the bin is to hold what
 * the file says, those it does not name go out. All of it, or, where anything is wrong with one, nothing; and where
 * either is above the limit of the person who imports, a second person is asked for both.
 */
export function planPieces(planning: Planning, row: GroupedRow, before: KnownVariant): ChangedField[] {
  const { findings, known, format, adjustments, held } = planning;
  const serials = row.serials ?? [];
  const isSet = format.choices.quantities === "set";
  const there = known.pieces.inBin(before.id);
  const isThere = new Set(isSet ? there.map(({ serial }) => foldSerial(serial)) : []);
  const isNamed = new Set(serials.map(foldSerial));
  const coming = serials.filter((serial) => !isThere.has(foldSerial(serial)));
  const going = isSet ? there.filter(({ serial }) => !isNamed.has(foldSerial(serial))) : [];
  const fault =
    faultOfNumbers(row, before, row.quantity ?? serials.length) ??
    faultOfComing(planning, before, coming) ??
    faultOfGoing(planning, before, going) ??
    faultOfEntry(coming.length + going.length);
  if (fault) {
    findings.skipCell(row, "serials", `${fault} None of its items were booked.`);
    return [];
  }
  const gone = going.map(({ serial }) => serial);
  const lines = [...linesOf(before, coming, 1), ...linesOf(before, gone, -1)];
  const excess = excessOf(known, before, coming.length) ?? excessOf(known, before, -gone.length);
  if (excess !== null) {
    held.push(...lines);
    findings.skipCell(row, "serials", excess);
    return [];
  }
  adjustments.push(...lines);
  if (coming.length + gone.length === 0) return [];
  const [now, then] = [there.length, there.length + coming.length - gone.length];
  return [
    ...(now === then ? [] : [{ field: "quantity" as const, before: now, after: then }]),
    { field: "serials", before: listOf(gone), after: listOf(coming) },
  ];
}

const linesOf = ({ id }: KnownVariant, serials: readonly string[], sign: 1 | -1): StockLine[] =>
  serials.length === 0 ? [] : [{ variantId: id, quantity: toQuantity(sign * serials.length), serials }];

export const listOf = (serials: readonly string[]): string | null => (serials.length === 0 ? null : serials.join("; "));

function faultOfComing({ known }: Planning, { id }: KnownVariant, coming: readonly string[]): string | null {
  const there = coming
    .flatMap((serial) => known.pieces.named(id, serial) ?? [])
    .filter(({ state }) => state === "on-hand" || state === "quarantine");
  if (there.length === 0) return null;
  return `On hand already: ${there.map(describeStanding).join("; ")}. Check the label, or move it from there.`;
}

function faultOfGoing({ known }: Planning, { id }: KnownVariant, going: readonly PieceAt[]): string | null {
  const { available = 0 } = known.stock.get(id) ?? {};
  const held = going.flatMap(({ list, ...piece }) => (list === null ? [] : describeHeld({ ...piece, list })));
  if (held.length > 0) return `Not in the file, but kept for orders: ${held.join("; ")}. Pick them or cancel the list.`;
  if (going.length <= available) return null;
  return `Only ${available} of the recorded items are not reserved, so ${going.length} can't be removed by a file.`;
}

/** The pieces of an item go in one stock entry, or in none. */
const faultOfEntry = (pieces: number): string | null =>
  pieces > SERIALS_MAX
    ? `This would add or remove ${formatCount(pieces, "item")}, and one stock entry changes at most ` +
      `${formatQuantity(SERIALS_MAX)}. Count the bin on the page of the item.`
    : null;
