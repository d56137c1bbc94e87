import type { Metadata } from "next";
import { ImportsScreen } from "./imports-screen";

export const metadata: Metadata = { title: "Import products" };

export default function ImportsPage() {
  return <ImportsScreen />;
}
