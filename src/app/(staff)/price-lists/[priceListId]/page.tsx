import type { Metadata } from "next";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { PriceListScreen } from "./price-list-screen";

export const metadata: Metadata = { title: "Price list" };

type PriceListPageProps = { params: Promise<{ priceListId: string }> };

export default async function PriceListPage({ params }: PriceListPageProps) {
  const { priceListId } = await params;
  const first = await firstData(({ pricing }) => [
    pricing.get.prefetch({ priceListId }),
    pricing.listCustomers.prefetchInfinite({ priceListId }),
    pricing.listEntries.fetchInfinite({ priceListId }),
  ]);
  return (
    <FirstData state={first}>
      <PriceListScreen priceListId={priceListId} />
    </FirstData>
  );
}
