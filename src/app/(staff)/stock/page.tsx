import type { Metadata } from "next";
import { StockScreen } from "@/app/(staff)/stock/stock-screen";

export const metadata: Metadata = { title: "Stock" };

export default function StockPage() {
  return <StockScreen />;
}
