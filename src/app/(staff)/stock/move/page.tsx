import type { Metadata } from "next";
import { MoveScreen } from "./move-screen";

export const metadata: Metadata = { title: "Move stock" };

export default function MovePage() {
  return <MoveScreen />;
}
