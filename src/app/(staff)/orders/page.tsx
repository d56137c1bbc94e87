import type { Metadata } from "next";
import { type PageParams, readAddress } from "@/client/address";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { ORDER_FILTERS, toQuestion } from "./order-filters";
import { OrdersScreen } from "./orders-screen";

export const metadata: Metadata = { title: "Orders" };

type OrdersPageProps = { searchParams: Promise<PageParams> };

export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  const filters = readAddress(ORDER_FILTERS, await searchParams);
  const first = await firstData(({ orders, customers, parcels, views }) => [
    orders.list.prefetchInfinite(toQuestion(filters)),
    views.list.prefetch({ list: "orders" }),
    orders.getWorkload.prefetch(),
    orders.listTags.prefetch(),
    parcels.listCarriers.prefetch(),
    filters.payment === "overdue" && orders.getReceivables.prefetch(),
    filters.customer !== null && customers.get.prefetch({ customerId: filters.customer }),
  ]);
  return (
    <FirstData state={first}>
      <OrdersScreen />
    </FirstData>
  );
}
