import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { loadStockFilters, toQuestion } from "./stock-filters";
import { StockScreen } from "./stock-screen";

export const metadata: Metadata = { title: "Stock" };

type StockPageProps = { searchParams: Promise<SearchParams> };

export default async function StockPage({ searchParams }: StockPageProps) {
  const question = toQuestion(loadStockFilters(await searchParams));
  const first = await firstData(({ inventory }) => [inventory.listStock.prefetchInfinite(question)]);
  return (
    <FirstData state={first}>
      <StockScreen />
    </FirstData>
  );
}
