import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@/cli/launch/ports.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";

const READY_TIMEOUT_MS = 30_000;
const PROCESSES = new URL("../cli/launch/processes.mjs", import.meta.url).href;

const hasRedis = (): boolean => !spawnSync("redis-server", ["--version"]).error;

export type RedisProcess = { port: number; pid: number; kill: () => Promise<void> };

/** A Redis for one test run, without files; null where the program is not installed. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  if (!hasRedis()) return null;
  const server = await launchRedis();
  return { url: `redis://127.0.0.1:${server.port}`, stop: endingAll([server]) };
}

/** One process, ready to answer. `settings` follow those that every server of the tests has, and may name a `port`. */
export async function launchRedis(settings: Record<string, string> = {}, port?: number): Promise<RedisProcess> {
  const at = port ?? (await freePort());
  const common = {
    port: String(at),
    bind: "127.0.0.1",
    save: "",
    appendonly: "no",
    "maxmemory-policy": "noeviction",
  };
  const given = Object.entries({ ...common, ...settings }).flatMap(([name, value]) => [`--${name}`, value]);
  return { port: at, ...(await launch(given, "Ready to accept connections")) };
}

/** Its settings are a file that it writes to. */
export async function launchSentinel(file: string, port: number): Promise<RedisProcess> {
  return { port, ...(await launch([file, "--sentinel"], "Sentinel ID is")) };
}

/** Ends them, or has it done once this process is gone. */
export function endingAll(servers: readonly RedisProcess[]): () => Promise<void> {
  const pids = servers.map(({ pid }) => pid);
  const callOff = setWatchdog(PROCESSES, "endGroups", pids);
  return async () => {
    for (const server of servers) await server.kill();
    callOff();
  };
}

async function launch(args: readonly string[], whenReady: string): Promise<Omit<RedisProcess, "port">> {
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const exited = once(server, "exit");
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("redis-server did not become ready.")), READY_TIMEOUT_MS);
    let said = "";
    server.stdout.on("data", (text: Buffer) => {
      if (said.length < 50_000) said += text.toString();
      if (!said.includes(whenReady)) return;
      clearTimeout(late);
      resolve();
    });
    server.once("exit", () => {
      clearTimeout(late);
      reject(new Error(`redis-server ended: ${said.slice(-500)}`));
    });
  });
  const kill = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGKILL");
    await exited;
  };
  return { pid: server.pid ?? 0, kill };
}
