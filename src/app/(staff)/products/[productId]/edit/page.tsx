import type { Metadata } from "next";
import { EditProductScreen } from "./edit-product-screen";

export const metadata: Metadata = { title: "Edit product" };

type EditProductPageProps = { params: Promise<{ productId: string }> };

export default async function EditProductPage({ params }: EditProductPageProps) {
  const { productId } = await params;
  return <EditProductScreen productId={productId} />;
}
