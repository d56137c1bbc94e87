import type { Metadata } from "next";
import { type PageParams, readAddress } from "@/client/address";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { STOCK_FILTERS, toQuestion } from "./stock-filters";
import { StockScreen } from "./stock-screen";

export const metadata: Metadata = { title: "Stock" };

type StockPageProps = { searchParams: Promise<PageParams> };

export default async function StockPage({ searchParams }: StockPageProps) {
  const question = toQuestion(readAddress(STOCK_FILTERS, await searchParams));
  const first = await firstData(({ inventory, views }) => [
    inventory.listStock.prefetchInfinite(question),
    views.list.prefetch({ list: "stock" }),
  ]);
  return (
    <FirstData state={first}>
      <StockScreen />
    </FirstData>
  );
}
