import type { Metadata } from "next";
import { StockCardScreen } from "./stock-card-screen";

export const metadata: Metadata = { title: "Stock card" };

export default async function StockCardPage({ params }: { params: Promise<{ variantId: string }> }) {
  const { variantId } = await params;
  return <StockCardScreen variantId={variantId} />;
}
