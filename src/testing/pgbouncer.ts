import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectFault, freePort } from "@/cli/launch/ports.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";
import { pause } from "@/shared/pause";

const PROCESSES = new URL("../cli/launch/processes.mjs", import.meta.url).href;
const ANSWER_MS_MAX = 1_000;

/** A PgBouncer in transaction mode before a Postgres, with further lines of its configuration. */
export async function startPgBouncer(url: string, ...lines: string[]) {
  const [behind, port] = [new URL(url), await freePort()];
  const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-pgbouncer-"));
  // It refuses to run as root, and reads its files as nobody then.
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  chmodSync(folder, 0o755);
  const [settings, users] = [path.join(folder, "pgbouncer.ini"), path.join(folder, "users.txt")];
  const [user, password] = [behind.username, behind.password].map(decodeURIComponent);
  writeFileSync(users, `"${user}" "${password}"\n`);
  const pool = [`listen_addr = 127.0.0.1`, `listen_port = ${port}`, "unix_socket_dir =", "pool_mode = transaction"];
  const login = ["auth_type = scram-sha-256", `auth_file = ${users}`];
  const databases = ["[databases]", `* = host=127.0.0.1 port=${behind.port}`];
  writeFileSync(settings, [...databases, "[pgbouncer]", ...pool, ...login, ...lines, ""].join("\n"));
  const program = spawn("pgbouncer", [...asNobody, settings], { stdio: "ignore", detached: true });
  const exited = once(program, "exit");
  const callOff = setWatchdog(PROCESSES, "endGroups", [program.pid ?? 0]);
  while ((await connectFault(port, "127.0.0.1", ANSWER_MS_MAX)) !== null) {
    if (program.exitCode !== null) throw new Error(`pgbouncer ended with ${program.exitCode}.`);
    await pause(20);
  }
  behind.host = `127.0.0.1:${port}`;
  return {
    url: behind.href,
    stop: async () => {
      program.kill("SIGKILL");
      await exited;
      callOff();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
