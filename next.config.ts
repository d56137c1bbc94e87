import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks types; nobody who only starts the product waits for it.
  typescript: { ignoreBuildErrors: true },
  // Drivers that load their parts at run time stay outside the bundle.
  serverExternalPackages: ["bullmq", "pg", "postgres", "ioredis", "pino", "@node-rs/bcrypt"],
};

export default config;
