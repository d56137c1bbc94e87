import type { Metadata } from "next";
import { type PageParams, readAddress } from "@/client/address";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { PRODUCT_FILTERS, toQuestion, toStockQuestion } from "./product-filters";
import { ProductsScreen } from "./products-screen";

export const metadata: Metadata = { title: "Products" };

type ProductsPageProps = { searchParams: Promise<PageParams> };

export default async function ProductsPage({ searchParams }: ProductsPageProps) {
  const question = toQuestion(readAddress(PRODUCT_FILTERS, await searchParams));
  const first = await firstData(({ catalog, inventory, views }) => [
    catalog.listProducts
      .fetchInfinite(question)
      .then(({ pages }) =>
        Promise.all(pages.map((page) => inventory.listOnHandByProduct.prefetch(toStockQuestion(page)))),
      ),
    views.list.prefetch({ list: "products" }),
    catalog.listCategories.prefetch(),
    catalog.listVendors.prefetch({ search: "" }),
  ]);
  return (
    <FirstData state={first}>
      <ProductsScreen />
    </FirstData>
  );
}
