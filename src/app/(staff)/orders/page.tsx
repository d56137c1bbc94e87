import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { loadOrderFilters, toQuestion } from "./order-filters";
import { OrdersScreen } from "./orders-screen";

export const metadata: Metadata = { title: "Orders" };

type OrdersPageProps = { searchParams: Promise<SearchParams> };

export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  const filters = loadOrderFilters(await searchParams);
  const first = await firstData(({ orders, customers }) => [
    orders.list.prefetchInfinite(toQuestion(filters)),
    orders.getWorkload.prefetch(),
    filters.customer !== null && customers.get.prefetch({ customerId: filters.customer }),
  ]);
  return (
    <FirstData state={first}>
      <OrdersScreen />
    </FirstData>
  );
}
