import type { NextConfig } from "next";
import { BESIDE_PAGES, EVERYWHERE, ON_PDF, ON_WORKER, OVER_HTTPS, WORKERS } from "./src/platform/http/answer-headers";

/** What the proxy does not see: handlers, the files of the build, and those of `public` by their whole names. */
const NO_PAGES = ["/api/:path*", "/_next/static/:path*", "/favicon.svg", "/logo.svg", "/manifest.webmanifest"];
const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));
const isHttps = { has: [{ type: "header" as const, key: "x-forwarded-proto", value: "https" }] };

/** Names what is built by its sources, in the server as in its pages, so that either knows the other of another one. */
const BUILD = process.env["BUILD_ID"];

const config: NextConfig = {
  output: "standalone",
  ...(BUILD !== undefined && { env: { BUILD_ID: BUILD }, generateBuildId: () => BUILD }),
  outputFileTracingRoot: import.meta.dirname,
  // Pictures are served as they are, so what would make others of them stays out. `**` is what Next's server is called.
  images: { unoptimized: true },
  outputFileTracingExcludes: {
    "**": [
      "sharp/**",
      "@img/**",
      "@expo-google-fonts/inter/[1235789]*/**",
      "@expo-google-fonts/inter/*_Italic/**",
      "fontkit/dist/browser*",
      "pdfkit/js/pdfkit.standalone.js",
    ].map((files) => `node_modules/${files}`),
  },
  // Fonts of documents, which are read as files.
  outputFileTracingIncludes: {
    "/api/documents/**": ["package.json", "LICENSE_FONT", "400Regular/*.ttf", "600SemiBold/*.ttf"].map(
      (files) => `node_modules/@expo-google-fonts/inter/${files}`,
    ),
  },
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [
    { source: "/:path*", headers: pairs(EVERYWHERE) },
    ...NO_PAGES.map((source) => ({ source, headers: pairs(BESIDE_PAGES) })),
    { source: "/api/documents/:path*", headers: pairs(ON_PDF) },
    { source: WORKERS, headers: pairs(ON_WORKER) },
    ...NO_PAGES.map((source) => ({ source, headers: pairs(OVER_HTTPS), ...isHttps })),
  ],
  // `npm test` checks types; nobody who only starts the product waits for it.
  typescript: { ignoreBuildErrors: true },
  // For the pipeline, which takes them out of what is served (`src/cli/launch/source-maps.mjs`).
  productionBrowserSourceMaps: process.env["SOURCE_MAPS"] === "true",
  // A build is made once for each version, so nothing would read the compiler's cache of it.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // Drivers that load their parts at run time stay outside the bundle.
  serverExternalPackages: [
    "@aws-sdk/client-secrets-manager",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "@sentry/nextjs",
    "@sentry/node",
    "bullmq",
    "fontkit",
    "pdfkit",
    "pg",
    "postgres",
    "ioredis",
    "pino",
    "prom-client",
    "@node-rs/bcrypt",
  ],
};

export default config;
