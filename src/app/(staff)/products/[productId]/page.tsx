import type { Metadata } from "next";
import { ProductScreen } from "./product-screen";

export const metadata: Metadata = { title: "Product" };

type ProductPageProps = { params: Promise<{ productId: string }> };

export default async function ProductPage({ params }: ProductPageProps) {
  const { productId } = await params;
  return <ProductScreen productId={productId} />;
}
