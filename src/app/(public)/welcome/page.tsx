import type { Metadata } from "next";
import { Providers } from "@/client/providers";
import { WelcomeScreen } from "./welcome-screen";

export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer" };

export default function WelcomePage() {
  return (
    <Providers>
      <WelcomeScreen />
    </Providers>
  );
}
