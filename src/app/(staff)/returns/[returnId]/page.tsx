import type { Metadata } from "next";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { ReturnScreen } from "./return-screen";

export const metadata: Metadata = { title: "Return" };

type ReturnPageProps = { params: Promise<{ returnId: string }> };

export default async function ReturnPage({ params }: ReturnPageProps) {
  const { returnId } = await params;
  const first = await firstData(({ returns }) => [returns.get.prefetch({ returnId })]);
  return (
    <FirstData state={first}>
      <ReturnScreen returnId={returnId} />
    </FirstData>
  );
}
