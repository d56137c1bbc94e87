import type { Metadata } from "next";
import { FirstData } from "@/client/first-data";
import { firstData } from "@/server/first-data";
import { WaveScreen } from "./wave-screen";

export const metadata: Metadata = { title: "Wave" };

type WavePageProps = { params: Promise<{ waveId: string }> };

export default async function WavePage({ params }: WavePageProps) {
  const { waveId } = await params;
  const first = await firstData(({ picking }) => [picking.getWave.prefetch({ waveId })]);
  return (
    <FirstData state={first}>
      <WaveScreen waveId={waveId} />
    </FirstData>
  );
}
