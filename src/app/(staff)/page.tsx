import type { Metadata } from "next";
import { DashboardScreen } from "@/app/(staff)/_dashboard/dashboard-screen";
import {
  BEST_SELLERS,
  FIRST_ROW,
  LATEST_CHANGES,
  LOW_STOCK,
  SALES_AT_FIRST,
  SALES_TODAY,
  TO_SHIP,
} from "@/app/(staff)/_dashboard/questions";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { can } from "@/shared/access";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const first = await firstData(({ orders, inventory, history }, { actor }) => [
    orders.getWorkload.prefetch(),
    orders.list.prefetch(TO_SHIP),
    inventory.listLowStock.prefetch(LOW_STOCK),
    orders.listSalesPerDay.prefetch(SALES_TODAY),
    orders.listSalesPerDay.prefetch(SALES_AT_FIRST),
    orders.listTopSellers.prefetch(BEST_SELLERS),
    history.list.prefetch(LATEST_CHANGES),
    can(actor, "orders.record-payment") && orders.getReceivables.prefetch(),
    can(actor, "catalog.see-cost") && inventory.listStockValueByWarehouse.prefetch(),
    can(actor, "inventory.create-warehouse") && orders.list.prefetch(FIRST_ROW),
  ]);
  return (
    <FirstData state={first}>
      <DashboardScreen />
    </FirstData>
  );
}
