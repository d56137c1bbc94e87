import type { Metadata } from "next";
import { MoveScreen } from "@/app/(staff)/stock/move/move-screen";

export const metadata: Metadata = { title: "Move stock" };

export default function MovePage() {
  return <MoveScreen />;
}
