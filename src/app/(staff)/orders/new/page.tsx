import type { Metadata } from "next";
import { NewOrderScreen } from "./new-order-screen";

export const metadata: Metadata = { title: "New order" };

type NewOrderPageProps = { searchParams: Promise<{ customer?: string | string[] }> };

export default async function NewOrderPage({ searchParams }: NewOrderPageProps) {
  const { customer } = await searchParams;
  return <NewOrderScreen customerId={typeof customer === "string" ? customer : null} />;
}
