// @ts-check
import { randomBytes } from "node:crypto";
import { freePort } from "../launch/ports.mjs";
import { step } from "../launch/terminal.mjs";
import { startThrowawayPostgres } from "../postgres/throwaway.mjs";
import { run } from "./run.mjs";
import { smokeTest } from "./smoke-test.mjs";

const STOP_WAIT_S = 20;

/** The three processes, as the image starts them. */
const PROCESSES = [
  { name: "web", command: [] },
  { name: "worker", command: ["node", "dist/worker.js"] },
  { name: "relay", command: ["node", "dist/relay.js"] },
];
/** As in the cluster: nothing may be written but there, and nothing gained. */
const CONFINED = ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"].concat(
  ["/tmp", "/files", "/app/.next/cache"].flatMap((folder) => ["--tmpfs", `${folder}:uid=1000,gid=1000`]),
);

/**
 * Runs an image as it will run, by Docker, against a Postgres of its own: migrates, starts the three processes, asks
 * what strangers may ask, and stops them in order.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function tryImage({ image = "" }, signal) {
  const postgres = await startThrowawayPostgres();
  const started = /** @type {string[]} */ ([]);
  try {
    const port = await freePort();
    const settings = Object.entries({
      DATABASE_URL: postgres.url,
      AUTH_SECRET: randomBytes(32).toString("hex"),
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
      METRICS_PORT: "",
      APP_URL: `http://127.0.0.1:${port}`,
    }).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const docker = (/** @type {string[]} */ ...args) => run("docker", args, { signal });
    const start = [...CONFINED, "--network=host", ...settings];
    await step("Migrating", () => docker("run", "--rm", ...start, image, "node", "dist/cli/migrate.js"));
    for (const { name, command } of PROCESSES) {
      started.push((await docker("run", "--detach", ...start, image, ...command)).trim());
      await step(`Started ${name}`, async () => {});
    }
    await smokeTest({ address: `http://127.0.0.1:${port}` }, signal);
    await step("Stopping", () => stopInOrder(started));
  } finally {
    for (const id of started) await run("docker", ["rm", "--force", id]).catch(() => {});
    await postgres.stop();
  }
}

/** Each must end by itself when it is told to: a code of 137 is that of one that was killed. @param {string[]} ids */
async function stopInOrder(ids) {
  await run("docker", ["stop", "--time", String(STOP_WAIT_S), ...ids]);
  const codes = await run("docker", ["inspect", "--format", "{{.State.ExitCode}}", ...ids]);
  if (
    codes
      .trim()
      .split(/\s+/)
      .some((code) => code !== "0")
  )
    throw new Error(`They ended with ${codes.trim().split(/\s+/)}.`);
}
