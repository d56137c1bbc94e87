import type { Metadata } from "next";
import { LedgerScreen } from "@/app/(staff)/ledger/ledger-screen";

export const metadata: Metadata = { title: "Ledger check" };

export default function LedgerPage() {
  return <LedgerScreen />;
}
