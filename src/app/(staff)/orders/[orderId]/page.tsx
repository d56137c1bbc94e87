import type { Metadata } from "next";
import { OrderScreen } from "./order-screen";

export const metadata: Metadata = { title: "Order" };

type OrderPageProps = { params: Promise<{ orderId: string }> };

export default async function OrderPage({ params }: OrderPageProps) {
  const { orderId } = await params;
  return <OrderScreen orderId={orderId} />;
}
