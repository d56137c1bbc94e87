import type { Metadata } from "next";
import { NewProductScreen } from "./new-product-screen";

export const metadata: Metadata = { title: "New product" };

export default function NewProductPage() {
  return <NewProductScreen />;
}
