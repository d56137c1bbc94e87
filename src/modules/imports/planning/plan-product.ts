import { foldPath, foldText } from "@/modules/catalog/product";
import type { KnownProduct } from "@/modules/catalog/product-rows";
import type { ProductChange } from "@/modules/catalog/save-products";
import type { CellProblem } from "@/modules/imports/file/cells";
import type { ImportFormat } from "@/modules/imports/import-format";
import type { GroupedRow } from "@/modules/imports/import-group";
import type { ImportNote } from "@/modules/imports/import-note";
import { isSkipped } from "@/modules/imports/import-row";
import { newId } from "@/shared/id";
import { type ChangedField, productFieldsChanged, variantFieldsChanged } from "./changed-fields";
import { findProduct } from "./find-product";
import { Codes, type KnownCodes, type SeenCode } from "./import-codes";
import { Findings } from "./import-findings";
import type { Match } from "./match";
import { planQuantity } from "./plan-quantity";
import { planVariant } from "./plan-variant";
import type { PlannedVariant, Planning, RowEffect, StockLine } from "./planning";

/** What one chunk of rows changes and what is wrong with it. */
export type ImportPlan = {
  changes: ProductChange[];
  /** What new variants begin with, and by how much the stock of existing ones changes. */
  openingStock: StockLine[];
  adjustments: StockLine[];
  /** Adjustments above the limit of the person who imports. */
  held: StockLine[];
  effects: RowEffect[];
  newCodes: SeenCode[];
  problems: CellProblem[];
  notes: ImportNote[];
  rowsSkipped: number;
  /** Products, each counted with its first row of the file. */
  created: number;
  updated: number;
  unchanged: number;
};

/** `hasBin`: quantities go somewhere. */
export type PlanFor = { format: ImportFormat; hasBin: boolean };
type Planned = { change: ProductChange; isFirstOfFile: boolean };

/** Plans one chunk of rows. Pure: reads and writes nothing. */
export function planImport({ format, hasBin }: PlanFor, rows: readonly GroupedRow[], known: KnownCodes): ImportPlan {
  const findings = new Findings(format);
  const planning: Planning = {
    format,
    hasBin,
    known,
    findings,
    codes: new Codes(known),
    openingStock: [],
    adjustments: [],
    held: [],
    effects: [],
  };
  const groups = new Map<string, GroupedRow[]>();
  for (const row of rows) {
    if (row.isEmpty) continue;
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  const planned = new Map<string, Planned>();
  for (const group of groups.values()) planProduct(planning, group, planned);
  const changes = [...planned.values()].map(({ change, isFirstOfFile }) => ({
    change,
    isFirstOfFile,
    effect: effectOf(change),
  }));
  const count = (effect: RowEffect["effect"]) =>
    changes.filter((product) => product.isFirstOfFile && product.effect === effect).length;
  return {
    changes: changes.filter(({ effect }) => effect !== "same").map(({ change }) => change),
    openingStock: planning.openingStock,
    adjustments: planning.adjustments,
    held: planning.held,
    effects: planning.effects,
    newCodes: planning.codes.added,
    ...findings.finish(rows),
    created: count("new"),
    updated: count("changed"),
    unchanged: count("same"),
  };
}

/** Plans the change that the rows of one product make, on top of what other rows of the chunk make of it. */
function planProduct(planning: Planning, group: readonly GroupedRow[], planned: Map<string, Planned>): void {
  const [head] = group;
  const rows = group.filter((row) => row.kind !== "head" && !isSkipped(row));
  if (!head || rows.length === 0) return;
  const match = matchOf(planning, group, head);
  if (match === "none") return;
  if (match) planning.codes.addMatch(head, match);

  const earlier = match && planned.get(match.product.id);
  const before = earlier ? earlier.change.before : (match?.product ?? null);
  const base = earlier?.change.after ?? match?.product ?? emptyProduct(head);
  const isFirstOfFile = planning.codes.isFirstOf(head.key, match?.product.id ?? null);
  const after = {
    ...base,
    ...(isFirstOfFile ? productFields(planning, head, base) : {}),
    variants: [...base.variants],
  };
  const ofProduct = productFieldsChanged(planning, head, { before: base, after });
  let rowsIn = 0;
  for (const row of rows) {
    const variant = planVariant(planning, row, after);
    if (!variant) continue;
    if (variant.before) after.variants.splice(after.variants.indexOf(variant.before), 1, variant.after);
    else after.variants.push(variant.after);
    recordEffect(planning, row, { match, after, variant, ofProduct: rowsIn === 0 ? ofProduct : [] });
    rowsIn += 1;
  }
  if (rowsIn === 0) return;
  planning.codes.addProduct(head, after.id);
  planned.set(after.id, { change: { before, after }, isFirstOfFile: earlier?.isFirstOfFile ?? isFirstOfFile });
}

type Effect = { match: Match | null; after: KnownProduct; variant: PlannedVariant; ofProduct: ChangedField[] };

function recordEffect(planning: Planning, row: GroupedRow, { match, after, variant, ofProduct }: Effect): void {
  const ofStock = planQuantity(planning, row, variant, after.title);
  const fields = variant.before
    ? [...ofProduct, ...variantFieldsChanged(variant.before, variant.after), ...ofStock]
    : ofStock;
  const effect = variant.before === null ? "new" : fields.length > 0 ? "changed" : "same";
  const matchedBy = variant.before && match ? match.by : null;
  planning.effects.push({ row: row.row, effect, title: after.title, sku: variant.after.sku, matchedBy, fields });
  if (match?.by === "title" && effect !== "same" && planning.format.choices.titleMatch !== "new")
    planning.findings.note(row, "title-match", "title", `${after.title} (${match.product.variants[0]?.sku ?? ""})`);
}

/** The product that the group changes; null for a new one; "none" where the rows are not to be imported. */
function matchOf(planning: Planning, group: readonly GroupedRow[], head: GroupedRow): Match | null | "none" {
  const { codes, findings, format } = planning;
  const { mode, titleMatch } = format.choices;
  const found = findProduct(group, head, planning);
  const skip = (reason: string) => {
    for (const row of group) if (!isSkipped(row)) findings.skipRow(row, "title", reason);
    return "none" as const;
  };
  const leave = (kind: "left-alone" | "not-created") => {
    for (const row of group) findings.note(row, kind, null, head.title ?? head.sku ?? "");
    return "none" as const;
  };
  const isNew = found === null || (titleMatch === "new" && (Array.isArray(found) || found.by === "title"));
  if (Array.isArray(found) && !isNew)
    return skip(`${found.length} products have this title. Name the SKU of the one that is meant.`);
  const match = isNew || Array.isArray(found) ? null : found;
  if (match && mode === "create" && match.by !== "file") return leave("left-alone");
  if (!codes.isAsShown(head.key, match)) return skip(whyNotShown(match));
  if (match) return match;
  if (head.title === null) return skip(whyUnknown(head));
  return mode === "change" ? leave("not-created") : null;
}

/** The catalog is not as it was when the check showed what this row does. */
const whyNotShown = (match: Match | null): string =>
  (match
    ? `${match.product.title} was made or changed after the check, which did not show that this row changes it. `
    : "The product that this row changes was changed after the check and is not found by it any more. ") +
  "Import this row again to see what it does.";

function whyUnknown({ sku, barcodes: [barcode] }: GroupedRow): string {
  if (sku !== null) return `No item has the SKU ${sku}, and a new product needs a title.`;
  if (barcode !== undefined) return `No item has the barcode ${barcode}, and a new product needs a title.`;
  return "Enter a title: this product is new.";
}

function productFields(planning: Planning, head: GroupedRow, before: KnownProduct): Partial<KnownProduct> {
  const { known } = planning;
  const categoryId = head.categoryPath && known.categoryIds.get(foldPath(head.categoryPath));
  return {
    title: head.title ?? before.title,
    description: head.description ?? before.description,
    vendor: head.vendor ?? before.vendor,
    // A category that a dry run has not made counts as a change.
    categoryId: head.categoryPath ? (categoryId ?? "new") : before.categoryId,
    taxCategoryId: taxOf(planning, head) ?? before.taxCategoryId,
  };
}

/** Taxes are set up by people and not by a file, so one that is not there is a fault of the cell. */
function taxOf({ known, findings }: Planning, head: GroupedRow): string | null {
  if (head.taxCategory === null) return null;
  const tax = known.taxIds.get(foldText(head.taxCategory));
  if (!tax)
    findings.skipCell(head, "taxCategory", "No tax category has this name. Correct it, or add it in the settings.");
  return tax?.id ?? null;
}

const emptyProduct = (head: GroupedRow): KnownProduct => ({
  id: newId(),
  handle: head.wantedHandle,
  title: head.title ?? "",
  description: "",
  vendor: "",
  categoryId: null,
  taxCategoryId: null,
  optionNames: head.optionNames,
  version: 1,
  archived: false,
  variants: [],
});

function effectOf({ before, after }: ProductChange): RowEffect["effect"] {
  if (!before) return "new";
  const isSame =
    before.title === after.title &&
    before.description === after.description &&
    before.vendor === after.vendor &&
    before.categoryId === after.categoryId &&
    before.taxCategoryId === after.taxCategoryId &&
    before.variants.length === after.variants.length &&
    before.variants.every((variant, index) => variant === after.variants[index]);
  return isSame ? "same" : "changed";
}
