import type { Metadata } from "next";
import { BinScreen } from "./bin-screen";

export const metadata: Metadata = { title: "Bin" };

export default async function BinPage({ params }: { params: Promise<{ locationId: string }> }) {
  const { locationId } = await params;
  return <BinScreen binId={locationId} />;
}
