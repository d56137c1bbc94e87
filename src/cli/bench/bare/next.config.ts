import path from "node:path";
import type { NextConfig } from "next";

/**
 * The bare peers of the benchmark: the same stack with nothing of the product in it. Never part of a release. Built
 * from a copy in `.quartermaster/bench/bare`, so that the sources keep nothing of it.
 */
const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: path.resolve(import.meta.dirname, "../../.."),
  poweredByHeader: false,
  serverExternalPackages: ["pdfkit", "postgres"],
  typescript: { ignoreBuildErrors: true },
};

export default config;
