import type { Metadata } from "next";
import { ReturnsScreen } from "./returns-screen";

export const metadata: Metadata = { title: "Returns" };

export default function ReturnsPage() {
  return <ReturnsScreen />;
}
