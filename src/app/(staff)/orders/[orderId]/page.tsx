import type { Metadata } from "next";
import { invoicesOf } from "@/app/(staff)/_invoices/questions";
import { availabilityOf, storyOf } from "@/app/(staff)/orders/questions";
import { FirstData } from "@/client/first-data";
import { canConfirm } from "@/modules/orders/order";
import { firstData } from "@/server/first-data";
import { OrderScreen } from "./order-screen";

export const metadata: Metadata = { title: "Order" };

type OrderPageProps = { params: Promise<{ orderId: string }> };

export default async function OrderPage({ params }: OrderPageProps) {
  const { orderId } = await params;
  const first = await firstData(({ orders, inventory, picking, parcels, returns, invoices, history }) => [
    orders.get.fetch({ orderId }).then(async ({ status, warehouseId, lines }) => {
      if (canConfirm(status)) await inventory.listAvailability.prefetch(availabilityOf(warehouseId, lines));
      const waiting = lines.filter((line) => line.waiting > 0);
      if (waiting.length > 0) await inventory.listAvailableElsewhere.prefetch(availabilityOf(warehouseId, waiting));
    }),
    orders.getPayments.prefetch({ orderId }),
    orders.getMails.prefetch({ orderId }),
    picking.listOfOrder.prefetch({ orderId }),
    parcels.listOfOrder.prefetch({ orderId }),
    returns.listOfOrder.prefetch({ orderId }),
    invoices.list.prefetch(invoicesOf(orderId)),
    history.listOfOrder.prefetchInfinite(storyOf(orderId)),
  ]);
  return (
    <FirstData state={first}>
      <OrderScreen orderId={orderId} />
    </FirstData>
  );
}
