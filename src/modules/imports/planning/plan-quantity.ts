import type { KnownVariant } from "@/modules/catalog/product-rows";
import { columnNameOf } from "@/modules/imports/import-format";
import type { GroupedRow } from "@/modules/imports/import-group";
import { formatQuantity, toQuantity } from "@/shared/quantity";
import type { ChangedField } from "./changed-fields";
import { excessOf } from "./excess";
import type { KnownStock } from "./import-codes";
import { faultOfNumbers, listOf, planPieces } from "./plan-pieces";
import type { PlannedVariant, Planning } from "./planning";

/** What the quantity of a row does: opening stock of a new variant, and what was chosen for an existing one. */
export function planQuantity(
  planning: Planning,
  row: GroupedRow,
  { before, after }: PlannedVariant,
  productTitle: string,
): ChangedField[] {
  const quantity = row.quantity ?? row.serials?.length ?? null;
  if (quantity === null || isUnreadable(planning, row)) return [];
  const unused = (why: string) => {
    planning.findings.note(row, "unused-quantity", "quantity", `${after.sku || productTitle} ${why}`);
    return [];
  };
  if (before === null) {
    if (quantity === 0) return [];
    if (!planning.hasBin) return unused(`would begin with ${formatQuantity(quantity)}, but no bin is chosen`);
    return openWith(planning, row, after, quantity);
  }
  const stock = planning.known.stock.get(before.id) ?? NO_STOCK;
  const choice = planning.format.choices.quantities;
  if (choice === "ignore" || !planning.hasBin)
    return quantity === stock.total
      ? []
      : unused(`has ${formatQuantity(stock.total)} recorded and ${formatQuantity(quantity)} in the file`);
  const earlier = planning.codes.quantityOf(before.id);
  if (earlier) {
    if (choice === "add" || earlier.quantity !== quantity)
      planning.findings.skipCell(row, "quantity", `Row ${earlier.row} already has the quantity of ${before.sku}.`);
    return [];
  }
  planning.codes.addQuantity(row.row, before.id, quantity);
  if (before.hasSerials || row.serials !== null) return planPieces(planning, row, before);
  const change = choice === "set" ? quantity - stock.inBin : quantity;
  if (change === 0) return [];
  const line = { variantId: before.id, quantity: toQuantity(change) };
  const fault = faultOfChange(change, stock);
  const excess = fault === null ? excessOf(planning.known, before, change) : null;
  if (excess !== null) planning.held.push(line);
  const why = fault ?? excess;
  if (why !== null) {
    planning.findings.skipCell(row, "quantity", why);
    return [];
  }
  planning.adjustments.push(line);
  return [{ field: "quantity", before: stock.inBin, after: stock.inBin + change }];
}

/** A cell that can't be read is named already, and then nobody knows how many, or which. */
const isUnreadable = ({ format }: Planning, { problems }: GroupedRow): boolean =>
  problems.some(({ column }) => FIELDS.some((field) => columnNameOf(format, field) === column));
const FIELDS = ["quantity", "serials"] as const;

function openWith({ codes, findings, openingStock }: Planning, row: GroupedRow, after: KnownVariant, quantity: number) {
  const fault = faultOfNumbers(row, after, quantity);
  if (fault) findings.skipCell(row, "serials", `${fault} None of its items were booked.`);
  if (fault) return [];
  const { serials } = row;
  codes.addQuantity(row.row, after.id, quantity);
  openingStock.push({ variantId: after.id, quantity: toQuantity(quantity), ...(serials && { serials }) });
  return [
    { field: "quantity" as const, before: null, after: quantity },
    ...(serials ? [{ field: "serials" as const, before: null, after: listOf(serials) }] : []),
  ];
}

const NO_STOCK: KnownStock = { total: 0, inBin: 0, hasLots: false, available: 0 };

function faultOfChange(change: number, { hasLots, available }: KnownStock): string | null {
  if (hasLots) return "The bin holds lots of this item. Adjust its stock by lot, on its page.";
  if (-change > available)
    return `Only ${available} of the recorded items are not reserved, so ${-change} can't be removed by a file.`;
  return null;
}
