import type { Metadata } from "next";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { InvoiceScreen } from "./invoice-screen";

export const metadata: Metadata = { title: "Invoice" };

type InvoicePageProps = { params: Promise<{ invoiceId: string }> };

export default async function InvoicePage({ params }: InvoicePageProps) {
  const { invoiceId } = await params;
  const first = await firstData(({ invoices }) => [invoices.get.prefetch({ invoiceId })]);
  return (
    <FirstData state={first}>
      <InvoiceScreen invoiceId={invoiceId} />
    </FirstData>
  );
}
