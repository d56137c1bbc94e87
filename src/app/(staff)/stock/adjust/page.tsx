import type { Metadata } from "next";
import { AdjustScreen } from "./adjust-screen";

export const metadata: Metadata = { title: "Adjust stock" };

export default function AdjustPage() {
  return <AdjustScreen />;
}
