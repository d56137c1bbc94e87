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

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [
    { source: "/:path*", headers: EVERYWHERE },
    { source: "/api/:path*", headers: NOTHING_LOADS },
    { source: "/api/:path*", headers: HTTPS_ONLY, has: [{ type: "header", key: "x-forwarded-proto", value: "https" }] },
  ],
  // `npm test` checks types; nobody who only starts the product waits for it.
  typescript: { ignoreBuildErrors: true },
  // A build is made once for each version, so nothing would read the compiler's cache of it.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // Drivers that load their parts at run time stay outside the bundle.
  serverExternalPackages: ["bullmq", "pg", "postgres", "ioredis", "pino", "@node-rs/bcrypt"],
};

export default config;
