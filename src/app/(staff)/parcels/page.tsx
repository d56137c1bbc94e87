import type { Metadata } from "next";
import { ParcelsScreen } from "./parcels-screen";

export const metadata: Metadata = { title: "Parcels" };

export default function ParcelsPage() {
  return <ParcelsScreen />;
}
