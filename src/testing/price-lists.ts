import { createGroup } from "@/modules/customers/create-group";
import { addEntry } from "@/modules/pricing/add-entry";
import { AddEntry, CreatePriceList } from "@/modules/pricing/contract";
import { createPriceList } from "@/modules/pricing/create-price-list";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import type { ShopAtWork } from "./shop-at-work";

export const aPriceList = ({ ctx }: { ctx: Context }, values: object = {}) =>
  createPriceList(ctx, CreatePriceList.parse({ name: `Resellers ${newId()}`, ...values }));

const anEntry = async (shop: ShopAtWork) => {
  const { priceListId } = await aPriceList(shop);
  const entry = AddEntry.parse({ priceListId, variantId: shop.variant.TEA, quantityFrom: 10, price: 900 });
  return addEntry(shop.ctx, entry);
};

/** What each change of price lists accepts, for `VALID_INPUTS`. */
export const PRICING_INPUTS = {
  create: () => ({ name: "Wholesale", validFrom: "2026-01-01", discountRate: 50_000 }),
  edit: async (shop: ShopAtWork) => ({ name: "Wholesale 2027", ...(await aPriceList(shop)), version: 1 }),
  archive: async (shop: ShopAtWork) => ({ ...(await aPriceList(shop)), archived: true }),
  assignGroup: async (shop: ShopAtWork) => ({
    ...(await aPriceList(shop)),
    ...(await createGroup(shop.ctx, { name: `Resellers ${newId()}` })),
    isAssigned: true,
  }),
  assignCustomer: async (shop: ShopAtWork) => ({
    ...(await aPriceList(shop)),
    customerId: shop.customerId,
    isAssigned: true,
  }),
  addEntry: async (shop: ShopAtWork) => ({
    price: 1_100,
    ...(await aPriceList(shop)),
    variantId: shop.variant.TEA,
    quantityFrom: 12,
    validFrom: "2026-01-01",
  }),
  editEntry: async (shop: ShopAtWork) => ({ price: 850, ...(await anEntry(shop)), version: 1, quantityFrom: 10 }),
  removeEntry: (shop: ShopAtWork) => anEntry(shop),
  loadEntries: async (shop: ShopAtWork) => ({
    ...(await aPriceList(shop)),
    entries: [{ sku: "TEA", quantityFrom: 5, price: 950 }],
  }),
};
