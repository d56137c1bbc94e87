import type { Metadata } from "next";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { PickScreen } from "./pick-screen";

export const metadata: Metadata = { title: "Pick list" };

type PickPageProps = { params: Promise<{ listId: string }> };

export default async function PickPage({ params }: PickPageProps) {
  const { listId } = await params;
  const first = await firstData(({ picking }) => [picking.get.prefetch({ listId })]);
  return (
    <FirstData state={first}>
      <PickScreen listId={listId} />
    </FirstData>
  );
}
