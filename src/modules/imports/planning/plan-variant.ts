import { createHash } from "node:crypto";
import { BARCODES_PER_VARIANT_MAX, foldText, VARIANTS_PER_PRODUCT_MAX } from "@/modules/catalog/product";
import type { KnownProduct, KnownVariant } from "@/modules/catalog/product-rows";
import type { ImportField } from "@/modules/imports/import-format";
import type { GroupedRow } from "@/modules/imports/import-group";
import { newId } from "@/shared/id";
import { formatCount } from "@/shared/plural";
import { ownerOf } from "./import-codes";
import type { PlannedVariant, Planning } from "./planning";

/** The variant that a row makes of its product: `before` is null for a new one. Null when the row is skipped. */
export function planVariant(planning: Planning, row: GroupedRow, product: KnownProduct): PlannedVariant | null {
  const { codes, findings } = planning;
  const [owner, digest] = [ownerOf(row), digestOf(row)];
  const earlier = codes.earlierRowOf(owner);
  if (earlier?.digest === digest) {
    findings.note(row, "repeat-row", null, "");
    return null;
  }
  const known = findVariant(row, product);
  const fault = earlier ? faultOfRepeat(row, earlier.row) : known === undefined ? faultOfPlace(row, product) : null;
  if (fault) {
    findings.skipRow(row, ...fault);
    return null;
  }
  const sku = chooseSku(planning, row, owner, known);
  const price = sku === null ? null : choosePrice(planning, row, known, product);
  if (sku === null || price === null) return null;
  if (known) tellWhatStays(planning, row, known);
  else if (row.hasSerials && !isCountedInPieces(row))
    findings.skipCell(row, "hasSerials", "Serial numbers are for items that are counted in pieces.");

  const barcodes = [...(known?.barcodes ?? []), ...chooseBarcodes(planning, row, owner, known)];
  codes.addVariant(row, owner, digest);
  const after = { ...(known ?? newVariant(row, product)), sku, price, cost: row.cost ?? known?.cost ?? null, barcodes };
  return { before: known ?? null, after: known && isSame(known, after) ? known : after };
}

/** All that a row says, so that one that says the same again is told from one that says something else. */
function digestOf({
  title,
  description,
  vendor,
  categoryPath,
  taxCategory,
  sku,
  barcodes,
  price,
  cost,
  unit,
  quantity,
  serials,
  hasSerials,
}: GroupedRow) {
  const code = sku && foldText(sku);
  const stock = [quantity, ...(serials ?? []), ...(hasSerials === null ? [] : [hasSerials])];
  const said = [title, description, vendor, categoryPath, taxCategory, code, barcodes, price, cost, unit, ...stock];
  return createHash("sha1").update(JSON.stringify(said)).digest("base64url");
}

const isCountedInPieces = ({ unit }: GroupedRow): boolean => unit === null || unit === "each";

const newVariant = (
  row: GroupedRow,
  product: KnownProduct,
): Omit<KnownVariant, "sku" | "price" | "cost" | "barcodes"> => ({
  id: newId(),
  productId: product.id,
  optionValues: row.optionValues,
  position: 1 + Math.max(0, ...product.variants.map(({ position }) => position)),
  unit: row.unit ?? "each",
  backorder: false,
  hasSerials: isCountedInPieces(row) && (row.hasSerials ?? row.serials !== null),
  archived: false,
  packs: [],
});

type Fault = [field: ImportField, reason: string];

function faultOfRepeat(row: GroupedRow, earlierRow: number): Fault {
  const field = row.optionValues.length > 0 ? "option1Value" : namingField(row);
  return [field, `Row ${earlierRow} already describes this item, with other values. Give each item a SKU of its own.`];
}

const namingField = (row: GroupedRow): ImportField =>
  row.sku !== null ? "sku" : row.barcodes.length > 0 ? "barcode" : row.title !== null ? "title" : "handle";

/** Why a row cannot become a new variant of the product. */
function faultOfPlace(row: GroupedRow, product: KnownProduct): Fault | null {
  if (product.variants.length >= VARIANTS_PER_PRODUCT_MAX)
    return ["option1Value", `A product has at most ${VARIANTS_PER_PRODUCT_MAX} variants.`];
  if (row.isAlone && product.variants.length > 1)
    return ["title", "This product has several variants. Name the SKU of the one that is meant."];
  if (row.optionValues.length === product.optionNames.length) return null;
  const has = product.optionNames.length === 0 ? "no options" : `the options ${product.optionNames.join(", ")}`;
  return [
    "option1Value",
    `The product has ${has}, but this row gives ${formatCount(row.optionValues.length, "value")}.`,
  ];
}

const choiceOf = (optionValues: readonly string[]): string => optionValues.map(foldText).join("|");

/** By its SKU, by its barcode, by its option values; a row without options is the product's only variant. */
function findVariant(row: GroupedRow, { variants, optionNames }: KnownProduct): KnownVariant | undefined {
  const wanted = row.sku === null ? null : foldText(row.sku);
  const byCode =
    variants.find(({ sku }) => sku !== "" && foldText(sku) === wanted) ??
    (row.sku === null
      ? variants.find(({ barcodes }) => row.barcodes.some((code) => barcodes.includes(code)))
      : undefined);
  if (byCode) return byCode;
  if (row.optionValues.length > 0)
    return variants.find(({ optionValues }) => choiceOf(optionValues) === choiceOf(row.optionValues));
  return optionNames.length === 0 && variants.length === 1 ? variants[0] : undefined;
}

/** What a file never changes of a variant that exists. */
function tellWhatStays({ findings }: Planning, row: GroupedRow, known: KnownVariant): void {
  if (row.unit && row.unit !== known.unit)
    findings.skipCell(row, "unit", `This variant is already counted in ${known.unit}, and so is its stock.`);
  if (row.hasSerials !== null && row.hasSerials !== known.hasSerials)
    findings.skipCell(row, "hasSerials", `Turn serial numbers ${row.hasSerials ? "on" : "off"} on the product's page.`);
  if (row.optionValues.length > 0 && choiceOf(row.optionValues) !== choiceOf(known.optionValues)) {
    const choice = known.optionValues.join(" / ") || "without options";
    const reason = `${known.sku} is ${choice} so far. Change that on its page.`;
    findings.skipCell(row, "option1Value", reason);
  }
}

/** The SKU of the row's variant, "" where one is to be made; null, and a problem, where another variant has it. */
function chooseSku(
  { codes, findings }: Planning,
  row: GroupedRow,
  owner: string,
  known: KnownVariant | undefined,
): string | null {
  if (row.sku === null) return known?.sku ?? "";
  // A SKU in another case is the same SKU, and is kept as stored.
  if (known && foldText(row.sku) === foldText(known.sku)) return known.sku;
  const holder = codes.holderOfSku(row.sku, owner, known);
  if (holder === null) return row.sku;
  findings.skipRow(row, "sku", holder, row.sku);
  return null;
}

function choosePrice(
  { format, findings }: Planning,
  row: GroupedRow,
  known: KnownVariant | undefined,
  product: KnownProduct,
): number | null {
  const price = row.price ?? known?.price ?? null;
  if (price !== null) return price;
  if (!format.columns.includes("price")) {
    findings.note(row, "no-price", null, product.title);
    return 0;
  }
  findings.skipRow(row, "price", "Enter a price: this variant is new.");
  return null;
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
