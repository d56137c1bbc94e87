import type { Metadata } from "next";
import { CustomersScreen } from "@/app/(staff)/customers/customers-screen";

export const metadata: Metadata = { title: "Customers" };

export default function CustomersPage() {
  return <CustomersScreen />;
}
