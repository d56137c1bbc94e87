import type { Metadata } from "next";
import { LedgerScreen } from "./ledger-screen";

export const metadata: Metadata = { title: "Ledger check" };

export default function LedgerPage() {
  return <LedgerScreen />;
}
