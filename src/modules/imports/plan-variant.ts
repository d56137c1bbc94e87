import { BARCODES_PER_VARIANT_MAX, foldText, VARIANTS_PER_PRODUCT_MAX } from "@/modules/catalog/product";
import type { KnownProduct, KnownVariant } from "@/modules/catalog/product-rows";
import { newId } from "@/shared/id";
import { formatCount } from "@/shared/plural";
import { type Codes, ownerOf, skusOf } from "./import-codes";
import type { Findings } from "./import-findings";
import type { ImportField, ImportFormat } from "./import-format";
import type { GroupedRow } from "./import-group";

export type Planning = { format: ImportFormat; codes: Codes; findings: Findings };

/** The variant that a row makes of its product: `before` is null for a new one. Null when the row is skipped. */
export function planVariant(
  planning: Planning,
  row: GroupedRow,
  product: KnownProduct,
): { before: KnownVariant | null; after: KnownVariant } | null {
  const { codes, findings } = planning;
  const owner = ownerOf(row);
  const fault = faultOfPlace(codes.earlierRowOf(owner), row, product);
  if (fault) {
    findings.skipRow(row, ...fault);
    return null;
  }
  const known = product.variants[findVariant(row, product)];
  const sku = chooseSku(planning, row, owner, known);
  const price = sku === null ? null : choosePrice(planning, row, known);
  if (sku === null || price === null) return null;
  if (!known && product.variants.length >= VARIANTS_PER_PRODUCT_MAX) {
    findings.skipRow(row, "option1Value", `A product has at most ${VARIANTS_PER_PRODUCT_MAX} variants.`);
    return null;
  }
  if (known && row.unit && row.unit !== known.unit)
    findings.skipCell(row, "unit", `This variant is already counted in ${known.unit}, and so is its stock.`);

  const barcodes = [...(known?.barcodes ?? []), ...chooseBarcodes(planning, row, owner, known)];
  codes.addVariant(row, owner, sku);
  const after = { ...(known ?? newVariant(row, product)), sku, price, cost: row.cost ?? known?.cost ?? null, barcodes };
  return { before: known ?? null, after: known && isSame(known, after) ? known : after };
}

const newVariant = (
  row: GroupedRow,
  product: KnownProduct,
): Omit<KnownVariant, "sku" | "price" | "cost" | "barcodes"> => ({
  id: newId(),
  productId: product.id,
  optionValues: row.optionValues,
  position: 1 + Math.max(0, ...product.variants.map(({ position }) => position)),
  unit: row.unit ?? "each",
  archived: false,
  packs: [],
});

function faultOfPlace(
  earlierRow: number | null,
  row: GroupedRow,
  product: KnownProduct,
): [field: ImportField, reason: string] | null {
  if (earlierRow !== null)
    return [
      row.optionValues.length > 0 ? "option1Value" : namingField(row),
      `Row ${earlierRow} already describes this variant.`,
    ];
  if (row.optionValues.length === product.optionNames.length) return null;
  const has = product.optionNames.length === 0 ? "no options" : `the options ${product.optionNames.join(", ")}`;
  return [
    "option1Value",
    `The product has ${has}, but this row gives ${formatCount(row.optionValues.length, "value")}.`,
  ];
}

const namingField = (row: GroupedRow): ImportField =>
  row.sku !== null ? "sku" : row.title !== null ? "title" : "handle";

/** By its option values; without any, by its SKU, else the product's only variant. */
function findVariant(row: GroupedRow, product: KnownProduct): number {
  if (row.optionValues.length > 0) {
    const choice = row.optionValues.map(foldText).join("|");
    return product.variants.findIndex((variant) => variant.optionValues.map(foldText).join("|") === choice);
  }
  const wanted = row.sku === null ? null : foldText(row.sku);
  const bySku = product.variants.findIndex(({ sku }) => foldText(sku) === wanted);
  return bySku >= 0 ? bySku : product.variants.length - 1;
}

/** The SKU of the row's variant; null, and a problem, where another one has it. */
function chooseSku(
  { codes, findings }: Planning,
  row: GroupedRow,
  owner: string,
  known: KnownVariant | undefined,
): string | null {
  if (row.sku === null && known) return known.sku;
  const candidates = skusOf(row);
  // A SKU in another case is the same SKU, and is kept as stored.
  if (known && candidates.some((sku) => foldText(sku) === foldText(known.sku))) return known.sku;
  const available = candidates.find((sku) => sku !== "" && codes.holderOfSku(sku, owner, known) === null);
  if (available !== undefined) return available;
  const wanted = candidates[0] ?? "";
  const reason = codes.holderOfSku(wanted, owner, known) ?? "No SKU could be generated. Enter one.";
  findings.skipRow(row, "sku", reason, wanted);
  return null;
}

function choosePrice({ format, findings }: Planning, row: GroupedRow, known: KnownVariant | undefined): number | null {
  const price = row.price ?? known?.price ?? (format.columns.includes("price") ? null : 0);
  if (price === null) findings.skipRow(row, "price", "Enter a price: this variant is new.");
  return price;
}

function chooseBarcodes(
  { codes, findings }: Planning,
  row: GroupedRow,
  owner: string,
  known: KnownVariant | undefined,
): string[] {
  const added: string[] = [];
  for (const code of row.barcodes) {
    if (known?.barcodes.includes(code)) continue;
    const holder = codes.holderOfBarcode(code, owner, known);
    if (holder) findings.skipCell(row, "barcode", holder, code);
    else if ((known?.barcodes.length ?? 0) + added.length >= BARCODES_PER_VARIANT_MAX)
      findings.skipCell(row, "barcode", `A variant has at most ${BARCODES_PER_VARIANT_MAX} barcodes.`, code);
    else added.push(code);
  }
  return added;
}

const isSame = (a: KnownVariant, b: KnownVariant): boolean =>
  a.sku === b.sku && a.price === b.price && a.cost === b.cost && a.barcodes.length === b.barcodes.length;
