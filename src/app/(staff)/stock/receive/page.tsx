import type { Metadata } from "next";
import { ReceiveScreen } from "./receive-screen";

export const metadata: Metadata = { title: "Receive stock" };

export default function ReceivePage() {
  return <ReceiveScreen />;
}
