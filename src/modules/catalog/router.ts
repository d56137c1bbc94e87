import { NoInput, procedure, queryOnPrimary, queryKept, queryOnReplica, router } from "@/platform/trpc/procedure";
import { archiveProduct } from "./archive-product";
import {
  ArchiveProduct,
  CATALOG_STALENESS,
  CreateCategory,
  CreateProduct,
  EditProduct,
  FindByCode,
  ListProducts,
  ListVendors,
  ProductRef,
  RenameCategory,
  SearchVariants,
} from "./contract";
import { createCategory } from "./create-category";
import { createProduct } from "./create-product";
import { editProduct } from "./edit-product";
import { listProducts } from "./product-list";
import { findByCode, getProduct, listCategories, listVendors } from "./queries";
import { renameCategory } from "./rename-category";
import { restoreProduct } from "./restore-product";
import { searchVariants } from "./search-variants";
import { createTaxCategory } from "./taxes/create-tax-category";
import { editTaxCategory } from "./taxes/edit-tax-category";
import { removeTaxCategory } from "./taxes/remove-tax-category";
import { setCategoryTax } from "./taxes/set-category-tax";
import { setTaxRate } from "./taxes/set-tax-rate";
import { CreateTaxCategory, EditTaxCategory, RemoveTaxCategory, SetCategoryTax, SetTaxRate } from "./taxes/tax-inputs";
import { listTaxes } from "./taxes/tax-of";

export const catalogRouter = router({
  listProducts: queryOnReplica("catalog.read")
    .input(ListProducts)
    .query(({ ctx, input }) => listProducts(ctx, input)),
  getProduct: queryOnPrimary("catalog.read")
    .input(ProductRef)
    .query(({ ctx, input }) => getProduct(ctx, input)),
  findByCode: queryOnPrimary("catalog.read")
    .input(FindByCode)
    .query(({ ctx, input }) => findByCode(ctx, input)),
  searchVariants: queryOnReplica("catalog.read")
    .input(SearchVariants)
    .query(({ ctx, input }) => searchVariants(ctx, input)),
  listCategories: queryKept("catalog.read", CATALOG_STALENESS.listCategories)
    .input(NoInput)
    .query(({ ctx }) => listCategories(ctx)),
  listVendors: queryKept("catalog.read", CATALOG_STALENESS.listVendors)
    .input(ListVendors)
    .query(({ ctx, input }) => listVendors(ctx, input)),

  listTaxes: queryKept("catalog.read", CATALOG_STALENESS.listTaxes)
    .input(NoInput)
    .query(({ ctx }) => listTaxes(ctx)),
  createTaxCategory: procedure("catalog.create-tax-category")
    .input(CreateTaxCategory)
    .mutation(({ ctx, input }) => createTaxCategory(ctx, input)),
  editTaxCategory: procedure("catalog.edit-tax-category")
    .input(EditTaxCategory)
    .mutation(({ ctx, input }) => editTaxCategory(ctx, input)),
  removeTaxCategory: procedure("catalog.remove-tax-category")
    .input(RemoveTaxCategory)
    .mutation(({ ctx, input }) => removeTaxCategory(ctx, input)),
  setCategoryTax: procedure("catalog.set-category-tax")
    .input(SetCategoryTax)
    .mutation(({ ctx, input }) => setCategoryTax(ctx, input)),
  setTaxRate: procedure("catalog.set-tax-rate")
    .input(SetTaxRate)
    .mutation(({ ctx, input }) => setTaxRate(ctx, input)),

  createProduct: procedure("catalog.create-product")
    .input(CreateProduct)
    .mutation(({ ctx, input }) => createProduct(ctx, input)),
  editProduct: procedure("catalog.edit-product")
    .input(EditProduct)
    .mutation(({ ctx, input }) => editProduct(ctx, input)),
  archiveProduct: procedure("catalog.archive-product")
    .input(ArchiveProduct)
    .mutation(({ ctx, input }) => archiveProduct(ctx, input)),
  restoreProduct: procedure("catalog.restore-product")
    .input(ProductRef)
    .mutation(({ ctx, input }) => restoreProduct(ctx, input)),
  createCategory: procedure("catalog.create-category")
    .input(CreateCategory)
    .mutation(({ ctx, input }) => createCategory(ctx, input)),
  renameCategory: procedure("catalog.rename-category")
    .input(RenameCategory)
    .mutation(({ ctx, input }) => renameCategory(ctx, input)),
});
