import type { Metadata } from "next";
import { historyOf } from "@/app/(staff)/_history/questions";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { toStockQuestion } from "./product-questions";
import { ProductScreen } from "./product-screen";

export const metadata: Metadata = { title: "Product" };

type ProductPageProps = { params: Promise<{ productId: string }> };

export default async function ProductPage({ params }: ProductPageProps) {
  const { productId } = await params;
  const first = await firstData(({ catalog, inventory, pricing, history }) => [
    catalog.getProduct
      .fetch({ productId })
      .then((product) => inventory.listOnHandByVariant.prefetch(toStockQuestion(product))),
    pricing.listOfProduct.prefetchInfinite({ productId }),
    catalog.listCategories.prefetch(),
    history.list.prefetchInfinite(historyOf({ entityId: productId })),
  ]);
  return (
    <FirstData state={first}>
      <ProductScreen productId={productId} />
    </FirstData>
  );
}
