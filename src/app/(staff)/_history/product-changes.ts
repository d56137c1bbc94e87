import { formatMoney, formatUnitCost } from "@/shared/money";

type Told = Record<string, unknown>;

const LABELS: Readonly<Record<string, string>> = {
  title: "Title",
  handle: "Handle",
  description: "Description",
  vendor: "Vendor",
  categoryId: "Category",
  options: "Options",
  sku: "SKU",
  price: "Price",
  cost: "Cost",
  barcodes: "Barcodes",
  packs: "Packs",
  archived: "Archived",
  unit: "Unit",
};
/** Told as having changed; what they hold is too long, or an id. */
const NOT_SPELLED_OUT: ReadonlySet<string> = new Set(["description", "categoryId", "packs"]);
const LINES_MAX = 12;

const isTold = (value: unknown): value is Told => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Told[] => (Array.isArray(value) ? value.filter(isTold) : []);

function say(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (key === "price" && typeof value === "number") return formatMoney(value);
  if (key === "cost" && typeof value === "number") return formatUnitCost(value);
  if (Array.isArray(value)) return value.map(String).join(", ") || "empty";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function sayFields(before: Told, after: Told, of: string): string[] {
  return Object.keys(after)
    .filter((key) => key in LABELS && JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) =>
      NOT_SPELLED_OUT.has(key)
        ? `${LABELS[key]}${of} changed`
        : `${LABELS[key]}${of}: ${say(key, before[key])} → ${say(key, after[key])}`,
    );
}

/** The history of one change as lines a person reads: `Price of TEE-S: €19.90 → €21.00`. */
export function sayChanges(before: Told, after: Told): string[] {
  const was = listOf(before["variants"]);
  // Archiving is what such an entry is called already.
  const { archived: _archived, ...fields } = after;
  const lines = sayFields(before, fields, "");
  for (const variant of listOf(after["variants"])) {
    const sku = String(variant["sku"]);
    const known = was.find((one) => one["variantId"] === variant["variantId"]);
    if (known) lines.push(...sayFields(known, variant, ` of ${sku}`));
    else lines.push(`${sku} added`);
  }
  return lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX), `and ${lines.length - LINES_MAX} more`] : lines;
}
