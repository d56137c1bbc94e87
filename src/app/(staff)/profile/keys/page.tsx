import type { Metadata } from "next";
import { OwnKeysScreen } from "./own-keys-screen";

export const metadata: Metadata = { title: "Your API keys" };

export default function OwnKeysPage() {
  return <OwnKeysScreen />;
}
