import "@fontsource-variable/inter";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { pageTelemetry } from "@/server/page-telemetry";
import { EARLY_SCANS_SCRIPT } from "@/ui/early-scans";
import { ThemeProvider } from "@/ui/theme-provider";

export const metadata: Metadata = {
  title: { default: "Quartermaster", template: "%s · Quartermaster" },
  description: "What you have and where, what is reserved, and what must happen next.",
  applicationName: "Quartermaster",
  icons: { icon: "/favicon.svg", apple: "/logo.svg" },
  manifest: "/manifest.webmanifest",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1013" },
  ],
};

/** Reading the nonce makes every page dynamic, without which a strict content policy would refuse its scripts. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning {...pageTelemetry()}>
      <body>
        <script nonce={nonce} suppressHydrationWarning>
          {EARLY_SCANS_SCRIPT}
        </script>
        <ThemeProvider nonce={nonce}>{children}</ThemeProvider>
      </body>
    </html>
  );
}
