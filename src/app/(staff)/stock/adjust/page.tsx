import type { Metadata } from "next";
import { AdjustScreen } from "@/app/(staff)/stock/adjust/adjust-screen";

export const metadata: Metadata = { title: "Adjust stock" };

export default function AdjustPage() {
  return <AdjustScreen />;
}
