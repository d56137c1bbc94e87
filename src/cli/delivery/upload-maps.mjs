// @ts-check
import { inRoot } from "../launch/project.mjs";
import { print } from "../launch/terminal.mjs";
import { run } from "./run.mjs";

/**
 * Tells the service that takes errors which lines of the source a browser's script comes from; without a key for it
 * nothing is told.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function uploadMaps({ release = "", folder = "" }, signal) {
  if (!process.env["SENTRY_AUTH_TOKEN"]) return print("SENTRY_AUTH_TOKEN is not set: no source maps are uploaded.");
  const program = inRoot("node_modules", "sentry", "dist", "bin.cjs");
  const options = ["--release", release, "--url-prefix", "~/_next/static/", "--no-rewrite"];
  const env = { ...process.env, SENTRY_CLI_NO_TELEMETRY: "1" };
  print(await run(process.execPath, [program, "sourcemap", "upload", folder, ...options], { env, signal }));
}
