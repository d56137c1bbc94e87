import type { Metadata } from "next";
import { CustomerScreen } from "./customer-screen";

export const metadata: Metadata = { title: "Customer" };

type CustomerPageProps = { params: Promise<{ customerId: string }> };

export default async function CustomerPage({ params }: CustomerPageProps) {
  const { customerId } = await params;
  return <CustomerScreen customerId={customerId} />;
}
