import { createCategory } from "@/modules/catalog/create-category";
import { createTaxCategory } from "@/modules/catalog/taxes/create-tax-category";
import { STANDARD_TAX_ID } from "@/modules/catalog/taxes/tax";
import type { ShopAtWork } from "./shop-at-work";

const books = ({ ctx }: ShopAtWork) => createTaxCategory(ctx, { name: "Books", code: "S", reason: "" });

/** Valid inputs of what is taxed how. */
export const TAX_INPUTS = {
  createTaxCategory: () => ({ name: "Stamps", code: "E" as const, reason: "Postal services" }),
  editTaxCategory: async (shop: ShopAtWork) => ({
    name: "Books and papers",
    code: "S" as const,
    version: 1,
    ...(await books(shop)),
  }),
  removeTaxCategory: books,
  setCategoryTax: async ({ ctx }: ShopAtWork) => ({
    ...(await createCategory(ctx, { name: "Books", parentId: null })),
    taxCategoryId: STANDARD_TAX_ID,
  }),
  setTaxRate: async (shop: ShopAtWork) => ({ country: "FR", ...(await books(shop)), rate: 55_000 }),
};
