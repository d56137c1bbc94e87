import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@/cli/launch/ports.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";

const READY_TIMEOUT_MS = 30_000;
const PROCESSES = new URL("../cli/launch/processes.mjs", import.meta.url).href;

/** A Redis for one test run, without files; null where the program is not installed. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  if (spawnSync("redis-server", ["--version"]).error) return null;
  const port = await freePort();
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
  ];
  const server = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const callOff = server.pid === undefined ? () => {} : setWatchdog(PROCESSES, "endGroup", server.pid);
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("redis-server did not become ready.")), READY_TIMEOUT_MS);
    server.stdout.on("data", (text: Buffer) => {
      if (!text.includes("Ready to accept connections")) return;
      clearTimeout(late);
      resolve();
    });
  });
  const stop = async () => {
    const exited = once(server, "exit");
    server.kill("SIGTERM");
    await exited;
    callOff();
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
