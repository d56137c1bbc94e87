import { FIRST_DAY, STANDARD_TAX_ID } from "@/modules/catalog/taxes/tax";
import { toRate } from "@/shared/money";
import { LANDS } from "./customer-words";
import type { Ids } from "./ids";
import type { Article, Catalog } from "./make-catalog";
import type { Warehouse } from "./make-warehouses";
import type { ShopRow, TaxCategoryRow, TaxRateRow } from "./rows";

/** The shop's own country, whose usual rate is the default. */
const COUNTRY = "DE";
const FOOD = "Pantry";
const TERMS_DAYS = 14;

const inPercent = (percent: number) => toRate(Math.round(percent * 10_000));

/** Who the shop is, and the rates of tax it charges: the usual one of each country it sends to, and that of food. */
export function makeShop(ids: Ids, opened: Date, catalog: Catalog, warehouses: readonly Warehouse[]) {
  const shop: ShopRow = {
    companyName: "Holm & Heather",
    address: "Holm & Heather GmbH\nAm Sandtorkai 12\n20457 Hamburg",
    country: COUNTRY,
    vatNumber: "DE123456789",
    taxRate: inPercent(usualOf(COUNTRY)),
    paymentTermsDays: TERMS_DAYS,
    iban: "DE02120300000000202051",
    bic: "BYLADEM1001",
    documentFooter: "Amtsgericht Hamburg, HRB 000000\nManaging directors: Ingrid Holm, Fiona Heather",
    defaultWarehouseId: warehouses[0]?.id ?? null,
  };
  const food = catalog.categories.find(({ name, parentId }) => name === FOOD && parentId === null);
  const reduced: TaxCategoryRow = {
    id: ids.at(opened),
    name: "Food",
    code: "S",
    reason: "",
    reasonCode: "",
    createdAt: opened,
  };
  const rateOf = (taxCategoryId: string, country: string, percent: number): TaxRateRow => ({
    id: ids.at(opened),
    taxCategoryId,
    country,
    region: "",
    validFrom: FIRST_DAY,
    rate: inPercent(percent),
  });
  const taxRates = LANDS.flatMap(({ country, tax, foodTax }) => [
    ...(country === COUNTRY ? [] : [rateOf(STANDARD_TAX_ID, country, tax)]),
    rateOf(reduced.id, country, foodTax),
  ]);
  if (food) food.taxCategoryId = reduced.id;
  return { shop, taxCategories: [reduced], taxRates };
}

const usualOf = (country: string): number => LANDS.find((land) => land.country === country)?.tax ?? 0;

export const foodsOf = (articles: readonly Article[]): ReadonlySet<string> =>
  new Set(articles.filter(({ goods }) => goods.category.startsWith(FOOD)).map(({ variant }) => variant.id));
