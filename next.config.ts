import type { NextConfig } from "next";

/** On every answer: pages, procedures, uploads and files. The policy of pages has a nonce and is set by the proxy. */
const EVERYWHERE = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), geolocation=(), microphone=(), payment=()" },
];
const NOTHING_LOADS = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
];
const HTTPS_ONLY = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];

/** What the proxy does not see: handlers, the files of the build, and those of `public` by their whole names. */
const BESIDE_PAGES = ["/api/:path*", "/_next/static/:path*", "/favicon.svg", "/logo.svg", "/manifest.webmanifest"];
const isHttps = { has: [{ type: "header" as const, key: "x-forwarded-proto", value: "https" }] };

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [
    { source: "/:path*", headers: EVERYWHERE },
    ...BESIDE_PAGES.map((source) => ({ source, headers: NOTHING_LOADS })),
    ...BESIDE_PAGES.map((source) => ({ source, headers: HTTPS_ONLY, ...isHttps })),
  ],
  // `npm test` checks types; nobody who only starts the product waits for it.
  typescript: { ignoreBuildErrors: true },
  // A build is made once for each version, so nothing would read the compiler's cache of it.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // Drivers that load their parts at run time stay outside the bundle.
  serverExternalPackages: ["bullmq", "pg", "postgres", "ioredis", "pino", "@node-rs/bcrypt"],
};

export default config;
