import { foldPath, foldText } from "@/modules/catalog/product";
import type { KnownProduct } from "@/modules/catalog/product-rows";
import type { ProductChange } from "@/modules/catalog/save-products";
import { newId } from "@/shared/id";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { Codes, type KnownCodes, type SeenCode } from "./import-codes";
import { Findings } from "./import-findings";
import type { ImportFormat } from "./import-format";
import type { GroupedRow } from "./import-group";
import { type CellProblem, isSkipped } from "./import-row";
import { type Planning, planVariant } from "./plan-variant";

/** What one chunk of rows changes and what is wrong with it. */
export type ImportPlan = {
  changes: ProductChange[];
  /** What new variants begin with. */
  openingStock: { variantId: string; quantity: Quantity }[];
  newCodes: SeenCode[];
  problems: CellProblem[];
  rowsSkipped: number;
  /** Products, each counted with its first row of the file. */
  created: number;
  updated: number;
  unchanged: number;
};

/** Plans one chunk of rows. Pure: reads and writes nothing. */
export function planImport(format: ImportFormat, rows: readonly GroupedRow[], known: KnownCodes): ImportPlan {
  const planning = { format, codes: new Codes(known), findings: new Findings(format) };
  const groups = new Map<string, GroupedRow[]>();
  for (const row of rows) {
    if (row.isEmpty) continue;
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  const planned = [...groups.values()].flatMap((group) => planProduct(planning, group, known) ?? []);
  const count = (effect: Effect) =>
    planned.filter((product) => product.isFirstOfFile && product.effect === effect).length;
  return {
    changes: planned.filter(({ effect }) => effect !== "unchanged").map(({ change }) => change),
    openingStock: planned.flatMap(({ openingStock }) => openingStock),
    newCodes: planning.codes.added,
    ...planning.findings.finish(rows),
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
  };
}

type Effect = "created" | "updated" | "unchanged";
type PlannedProduct = {
  change: ProductChange;
  effect: Effect;
  openingStock: ImportPlan["openingStock"];
  isFirstOfFile: boolean;
};

/** The change that the rows of one product make; null when all of them are skipped. */
function planProduct(planning: Planning, group: readonly GroupedRow[], known: KnownCodes): PlannedProduct | null {
  const [head] = group;
  if (!head) return null;
  const { codes } = planning;
  const before = findProduct(head, known);
  const isFirstOfFile = codes.isFirstOf(head);
  if (!before && !mayBecomeProduct(planning, group, head)) return null;

  const base = before ?? emptyProduct(head, codes.freeHandle(head));
  const after: KnownProduct = {
    ...base,
    ...(isFirstOfFile ? productFields(head, base, known) : {}),
    variants: [...base.variants],
  };
  const openingStock: ImportPlan["openingStock"] = [];
  let rowsIn = 0;
  for (const row of group) {
    const variant = isSkipped(row) ? null : planVariant(planning, row, after);
    if (!variant) continue;
    rowsIn += 1;
    if (variant.before) after.variants.splice(after.variants.indexOf(variant.before), 1, variant.after);
    else after.variants.push(variant.after);
    if (!variant.before && row.quantity)
      openingStock.push({ variantId: variant.after.id, quantity: toQuantity(row.quantity) });
  }
  if (rowsIn === 0) return null;
  codes.addProduct(head, before ? null : after.handle);
  return { change: { before, after }, effect: effectOf(before, after), openingStock, isFirstOfFile };
}

function findProduct(head: GroupedRow, known: KnownCodes): KnownProduct | null {
  if (head.isKnownBySku) return known.productBySku.get(foldText(head.sku ?? "")) ?? null;
  return known.productByHandle.get(head.handle) ?? null;
}

function mayBecomeProduct({ findings }: Planning, group: readonly GroupedRow[], head: GroupedRow): boolean {
  if (head.title !== null && head.handle !== "") return true;
  for (const row of group) if (!isSkipped(row)) findings.skipRow(row, "title", "Enter a title: this product is new.");
  return false;
}

function productFields(head: GroupedRow, before: KnownProduct, known: KnownCodes): Partial<KnownProduct> {
  const categoryId = head.categoryPath && known.categoryIds.get(foldPath(head.categoryPath));
  return {
    title: head.title ?? before.title,
    description: head.description ?? before.description,
    vendor: head.vendor ?? before.vendor,
    // A category that a dry run has not made counts as a change.
    categoryId: head.categoryPath ? (categoryId ?? "new") : before.categoryId,
  };
}

const emptyProduct = (head: GroupedRow, handle: string): KnownProduct => ({
  id: newId(),
  handle,
  title: head.title ?? "",
  description: "",
  vendor: "",
  categoryId: null,
  optionNames: head.optionNames,
  version: 1,
  archived: false,
  variants: [],
});

function effectOf(before: KnownProduct | null, after: KnownProduct): Effect {
  if (!before) return "created";
  const isSame =
    before.title === after.title &&
    before.description === after.description &&
    before.vendor === after.vendor &&
    before.categoryId === after.categoryId &&
    before.variants.length === after.variants.length &&
    before.variants.every((variant, index) => variant === after.variants[index]);
  return isSame ? "unchanged" : "updated";
}
