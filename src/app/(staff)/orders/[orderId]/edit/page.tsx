import type { Metadata } from "next";
import { EditOrderScreen } from "./edit-order-screen";

export const metadata: Metadata = { title: "Edit order" };

type EditOrderPageProps = { params: Promise<{ orderId: string }> };

export default async function EditOrderPage({ params }: EditOrderPageProps) {
  const { orderId } = await params;
  return <EditOrderScreen orderId={orderId} />;
}
