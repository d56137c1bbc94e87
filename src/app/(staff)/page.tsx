import type { Metadata } from "next";
import { DashboardScreen } from "@/app/(staff)/_dashboard/dashboard-screen";

export const metadata: Metadata = { title: "Dashboard" };

export default function DashboardPage() {
  return <DashboardScreen />;
}
