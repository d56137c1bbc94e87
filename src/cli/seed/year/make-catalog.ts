import { ALL_GOODS } from "@/cli/seed/goods/all-goods";
import type { Goods } from "@/cli/seed/goods/goods";
import { checkDigitOf } from "@/modules/catalog/codes/gtin";
import { makeHandle } from "@/modules/catalog/product";
import { toMoney, toUnitCost, UNIT_COST_SCALE } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { DEFAULT_REGION } from "@/shared/region";
import { after, DAY_MS, HOUR_MS } from "./calendar";
import type { Ids } from "./ids";
import type { Random } from "./random";
import type { BarcodeRow, CategoryRow, PackRow, ProductRow, VariantRow } from "./rows";

/** A variant with what the shop knows of it beyond its row. */
export type Article = { variant: VariantRow; goods: Goods; pull: number };

export type Catalog = {
  categories: CategoryRow[];
  products: ProductRow[];
  articles: Article[];
  packs: PackRow[];
  barcodes: BarcodeRow[];
};

/** GS1 keeps the prefixes 20 to 29 for codes used within a company, so none of these is another's. */
const IN_STORE_PREFIX = "2074";
const CARTON_INDICATOR = "1";
const CHOICE_PULLS = { from: 0.55, to: 1.45 };

export function makeCatalog(ids: Ids, random: Random, opened: Date): Catalog {
  const catalog: Catalog = { categories: [], products: [], articles: [], packs: [], barcodes: [] };
  const categoryIds = new Map<string, string>();
  for (const goods of ALL_GOODS) {
    const categoryId = ensureCategory(catalog, categoryIds, ids, goods.category, opened);
    const createdAt = after(opened, random.between(0, 5 * HOUR_MS));
    const product: ProductRow = {
      id: ids.at(createdAt),
      handle: makeHandle(goods.title),
      title: goods.title,
      description: goods.description,
      vendor: goods.vendor,
      categoryId,
      taxCategoryId: null,
      optionNames: Object.keys(goods.options ?? {}),
      archivedAt: null,
      version: 1,
      createdAt,
      updatedAt: createdAt,
    };
    catalog.products.push(product);
    choicesOf(goods).forEach((choice, place) => addVariant(catalog, ids, random, product, goods, choice, place));
  }
  return catalog;
}

function ensureCategory(catalog: Catalog, known: Map<string, string>, ids: Ids, path: string, createdAt: Date): string {
  let parentId: string | null = null;
  let upTo = "";
  for (const name of path.split(" / ")) {
    upTo += `/${name}`;
    const id: string = known.get(upTo) ?? ids.at(createdAt);
    if (!known.has(upTo)) catalog.categories.push({ id, parentId, name, taxCategoryId: null, createdAt });
    known.set(upTo, id);
    parentId = id;
  }
  if (parentId === null) throw new Error("A product of the sample shop has no category.");
  return parentId;
}

type Choice = { values: string[]; step: number };

/** Every combination of the options. The first option is the one that makes larger ones dearer. */
function choicesOf({ options = {} }: Goods): Choice[] {
  return Object.values(options).reduce<Choice[]>(
    (choices, values, axis) =>
      choices.flatMap((choice) =>
        values.map((value, place) => ({
          values: [...choice.values, value],
          step: axis === 0 ? place : choice.step,
        })),
      ),
    [{ values: [], step: 0 }],
  );
}

/** `Rust check` becomes `RUS`, `3 x 4 m` becomes `3X4M`: short, and different where the choices are. */
const abbreviate = (value: string): string => {
  const plain = makeHandle(value).replaceAll("-", "").toUpperCase();
  return /\d/.test(plain) ? plain.slice(0, 5) : plain.slice(0, 3);
};

function addVariant(
  catalog: Catalog,
  ids: Ids,
  random: Random,
  product: ProductRow,
  goods: Goods,
  choice: Choice,
  place: number,
): void {
  const euros = goods.price + (goods.step ?? 0) * choice.step;
  const price = euros * 100 - (euros < 100 ? 10 : 0);
  const id = ids.at(product.createdAt);
  const variant: VariantRow = {
    id,
    productId: product.id,
    sku: [goods.code, ...choice.values.map(abbreviate)].join("-"),
    optionValues: choice.values,
    position: place + 1,
    price: toMoney(price),
    currency: DEFAULT_REGION.currency,
    cost: toUnitCost(Math.round(price * random.between(0.42, 0.6)) * UNIT_COST_SCALE),
    unit: "each",
    backorder: false,
    hasSerials: false,
    archivedAt: null,
    createdAt: product.createdAt,
    updatedAt: product.createdAt,
  };
  const pull = (goods.pull ?? 1) * random.between(CHOICE_PULLS.from, CHOICE_PULLS.to);
  catalog.articles.push({ variant, goods, pull });

  const number = IN_STORE_PREFIX + String(catalog.articles.length * 37).padStart(8, "0");
  catalog.barcodes.push({ code: withCheckDigit(number), variantId: id, packId: null, kind: "gtin" });
  if (goods.carton === undefined) return;
  const packId = ids.at(product.createdAt);
  catalog.packs.push({
    id: packId,
    variantId: id,
    name: `Carton of ${goods.carton}`,
    numerator: toQuantity(goods.carton),
    denominator: toQuantity(1),
  });
  catalog.barcodes.push({ code: withCheckDigit(CARTON_INDICATOR + number), variantId: id, packId, kind: "gtin" });
}

const withCheckDigit = (digits: string): string => digits + checkDigitOf(digits);

/** Bought in whole cartons, or by the half dozen. */
export const boughtBy = (goods: Goods): number => goods.carton ?? (goods.price < 80 ? 6 : 2);

/** The day a batch goes off, as it is printed on it. */
export const expiryOf = (received: Date, goods: Goods, random: Random): string | null =>
  goods.shelfDays === undefined
    ? null
    : after(received, goods.shelfDays * random.between(0.75, 1) * DAY_MS)
        .toISOString()
        .slice(0, 10);
