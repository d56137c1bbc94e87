import type { Metadata } from "next";
import { ImportCustomersScreen } from "./import-customers-screen";

export const metadata: Metadata = { title: "Import customers" };

export default function ImportCustomersPage() {
  return <ImportCustomersScreen />;
}
