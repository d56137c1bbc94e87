import type { Metadata } from "next";
import { ImportScreen } from "@/app/(staff)/products/import/[importId]/import-screen";

export const metadata: Metadata = { title: "Import" };

type ImportPageProps = { params: Promise<{ importId: string }> };

export default async function ImportPage({ params }: ImportPageProps) {
  const { importId } = await params;
  return <ImportScreen importId={importId} />;
}
