import type { ChangedField, Side } from "@/app/(staff)/_conflict/choose-between";
import { formatOptions } from "@/modules/catalog/product";
import { formatMoney, formatRate } from "@/shared/money";
import { formatQuantity } from "@/shared/quantity";
import { type Draft, type DraftLine, forCustomer } from "./order-draft";

const LINE_PREFIX = "line ";

/** The units of choice: the fields of the head, and the lines of each product together. */
const pathsOf = (drafts: readonly Draft[]): string[] => [
  ...new Set([
    "customer",
    "warehouse",
    "note",
    "discount",
    "shipping",
    "reference",
    ...drafts.flatMap(({ lines }) => lines.map(({ goods }) => LINE_PREFIX + goods.variantId)),
  ]),
];

const linesAt = (draft: Draft, path: string): DraftLine[] =>
  draft.lines.filter(({ goods }) => LINE_PREFIX + goods.variantId === path);

function formatLine(line: DraftLine): string {
  const { goods, quantity, unitPrice, discountRate, discountAmount, taxRate, takesDefaultTax } = line;
  const count = quantity === null ? "?" : formatQuantity(quantity, goods.unit === "each" ? undefined : goods.unit);
  const extras = [
    discountAmount ? `${formatMoney(discountAmount)} off` : null,
    discountRate === 0 ? null : `${discountRate === null ? "?" : formatRate(discountRate)} off`,
    taxRate === 0 || (takesDefaultTax && taxRate === null)
      ? null
      : `+ ${taxRate === null ? "?" : formatRate(taxRate)} tax`,
  ].filter((extra) => extra !== null);
  return [`${count} × ${unitPrice === null ? "?" : formatMoney(unitPrice)}`, ...extras].join(", ");
}

const formatDiscount = ({ discount }: Draft): string =>
  discount?.value ? (discount.inMoney ? formatMoney(discount.value) : formatRate(discount.value)) : "None";

function formatShipping({ shipping }: Draft): string {
  if (!shipping || shipping.price === null) return "Not charged";
  const tax = typeof shipping.taxRate === "number" ? `, + ${formatRate(shipping.taxRate)} tax` : "";
  return formatMoney(shipping.price) + tax;
}

type WarehouseName = (warehouseId: string) => string;

function formatPart(draft: Draft, path: string, warehouseName: WarehouseName): string {
  if (path === "customer") return draft.customer?.name ?? "";
  if (path === "warehouse") return draft.warehouseId === null ? "" : warehouseName(draft.warehouseId);
  if (path === "note") return draft.note;
  if (path === "discount") return formatDiscount(draft);
  if (path === "shipping") return formatShipping(draft);
  if (path === "reference") return draft.customerReference ?? "";
  return linesAt(draft, path).map(formatLine).join("\n") || "Not in the order";
}

/** Customers are compared by id, since two may have one name; everything else by its text. */
function keyOf(draft: Draft, path: string): string {
  if (path === "customer") return draft.customer?.id ?? "";
  return formatPart(draft, path, (warehouseId) => warehouseId);
}

const HEAD_LABELS: Readonly<Record<string, string>> = {
  customer: "Customer",
  warehouse: "Ships from",
  note: "Note",
  discount: "Discount on the order",
  shipping: "Shipping charge",
  reference: "Customer reference",
};

function labelOf(path: string, drafts: readonly Draft[]): string {
  const goods = drafts.flatMap((draft) => linesAt(draft, path))[0]?.goods;
  return (
    HEAD_LABELS[path] ??
    (goods ? [goods.title, formatOptions(goods.optionValues)].filter(Boolean).join(" · ") : "Product")
  );
}

/** What others changed since `base` was read, where it is not what I wrote too. What only I changed is left out. */
export function changedByOthers(base: Draft, mine: Draft, theirs: Draft, warehouseName: WarehouseName): ChangedField[] {
  const drafts = [theirs, mine, base];
  return pathsOf(drafts).flatMap((path) => {
    const [was, left, is] = [keyOf(base, path), keyOf(mine, path), keyOf(theirs, path)];
    if (was === is || left === is) return [];
    const format = (draft: Draft) => formatPart(draft, path, warehouseName);
    return [
      {
        path,
        label: labelOf(path, drafts),
        base: format(base),
        mine: format(mine),
        theirs: format(theirs),
        isContested: was !== left,
      },
    ];
  });
}

/** Mine with what others changed: theirs where I changed nothing, and else whichever was chosen. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft, choices: Readonly<Record<string, Side>>): Draft {
  const taken = changedByOthers(base, mine, theirs, String).filter(
    ({ path, isContested }) => !isContested || choices[path] === "theirs",
  );
  return taken.reduce<Draft>((draft, { path }) => withTheirs(draft, theirs, path), mine);
}

function withTheirs(draft: Draft, theirs: Draft, path: string): Draft {
  if (path === "customer") return forCustomer(draft, theirs.customer);
  if (path === "warehouse") return { ...draft, warehouseId: theirs.warehouseId };
  if (path === "note") return { ...draft, note: theirs.note };
  if (path === "discount") return { ...draft, discount: theirs.discount };
  if (path === "shipping") return { ...draft, shipping: theirs.shipping };
  if (path === "reference") return { ...draft, customerReference: theirs.customerReference };
  const [first] = linesAt(draft, path);
  const lines = linesAt(theirs, path);
  if (!first) return { ...draft, lines: [...draft.lines, ...lines] };
  return {
    ...draft,
    lines: draft.lines.flatMap((line) =>
      line === first ? lines : LINE_PREFIX + line.goods.variantId === path ? [] : [line],
    ),
  };
}
