import { NoInput, procedure, queryOnPrimary, queryKept, queryOnReplica, router } from "@/platform/trpc/procedure";
import { archiveProduct } from "./archive-product";
import {
  ArchiveProduct,
  CATALOG_STALENESS,
  CreateCategory,
  CreateProduct,
  EditProduct,
  FindByCode,
  ListDefaultTaxRates,
  ListProducts,
  ProductRef,
  RenameCategory,
  SearchVariants,
  SetTaxRate,
} from "./contract";
import { createCategory } from "./create-category";
import { createProduct } from "./create-product";
import { editProduct } from "./edit-product";
import { listProducts } from "./product-list";
import { findByCode, getProduct, listCategories, listVendors } from "./queries";
import { renameCategory } from "./rename-category";
import { restoreProduct } from "./restore-product";
import { searchVariants } from "./search-variants";
import { setTaxRate } from "./set-tax-rate";
import { listDefaultTaxRates, listTaxRates } from "./tax-rates";

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
    .input(NoInput)
    .query(({ ctx }) => listVendors(ctx)),

  listTaxRates: queryOnReplica("catalog.read")
    .input(NoInput)
    .query(({ ctx }) => listTaxRates(ctx)),
  listDefaultTaxRates: queryOnReplica("catalog.read")
    .input(ListDefaultTaxRates)
    .query(({ ctx, input }) => listDefaultTaxRates(ctx, input)),
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
