import type { Metadata } from "next";
import { PickingScreen } from "./picking-screen";

export const metadata: Metadata = { title: "Picking" };

export default function PickingPage() {
  return <PickingScreen />;
}
