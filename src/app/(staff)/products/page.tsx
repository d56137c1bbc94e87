import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { loadProductFilters, toQuestion, toStockQuestion } from "./product-filters";
import { ProductsScreen } from "./products-screen";

export const metadata: Metadata = { title: "Products" };

type ProductsPageProps = { searchParams: Promise<SearchParams> };

export default async function ProductsPage({ searchParams }: ProductsPageProps) {
  const question = toQuestion(loadProductFilters(await searchParams));
  const first = await firstData(({ catalog, inventory }) => [
    catalog.listProducts
      .fetchInfinite(question)
      .then(({ pages }) =>
        Promise.all(pages.map((page) => inventory.listOnHandByProduct.prefetch(toStockQuestion(page)))),
      ),
    catalog.listCategories.prefetch(),
    catalog.listVendors.prefetch(),
  ]);
  return (
    <FirstData state={first}>
      <ProductsScreen />
    </FirstData>
  );
}
