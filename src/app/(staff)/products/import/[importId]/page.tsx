import type { Metadata } from "next";
import { ImportScreen } from "./import-screen";

export const metadata: Metadata = { title: "Import" };

type ImportPageProps = { params: Promise<{ importId: string }> };

export default async function ImportPage({ params }: ImportPageProps) {
  const { importId } = await params;
  return <ImportScreen importId={importId} />;
}
