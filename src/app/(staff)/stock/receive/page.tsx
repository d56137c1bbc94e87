import type { Metadata } from "next";
import { ReceiveScreen } from "@/app/(staff)/stock/receive/receive-screen";

export const metadata: Metadata = { title: "Receive stock" };

export default function ReceivePage() {
  return <ReceiveScreen />;
}
