import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../src/cli/launch/ports.mjs";
import { isAlive, sendSignal, waitUntilGone } from "../src/cli/launch/processes.mjs";
import { runNode } from "../src/cli/launch/run-program.mjs";
import { startThrowawayPostgres } from "../src/cli/postgres/throwaway.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const READY_WAIT_MS = 60_000;
const STOP_WAIT_MS = 15_000;
const POLL_MS = 50;

export type SignIn = { role: "admin" | "manager" | "staff"; email: string; password: string };

/** The web process, and those that can be started beside it. */
export type WebName = "web" | "other" | "secure";

/** What a journey may stop and start. */
export type ProcessName = WebName | "worker";

/** What a journey knows of the running product. */
export type Facts = {
  url: string;
  /** A second web process beside the first, for whatever happens while the first is away. */
  otherUrl: string;
  /** A third, to which people come over https, as it believes. */
  secureUrl: string;
  controlUrl: string;
  folder: string;
  signIns: SignIn[];
  logs: string[];
  authSecret: string;
  databaseUrl: string;
};

export type System = Awaited<ReturnType<typeof startSystem>>;

/** The whole product as `npm start` runs it, from the built files, on a database that is thrown away. */
export async function startSystem() {
  const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-journeys-"));
  const logFolder = path.join(ROOT, "test-results", "system");
  mkdirSync(logFolder, { recursive: true });
  const postgres = await startThrowawayPostgres();
  const [port, otherPort, securePort] = [await freePort(), await freePort(), await freePort()];
  const authSecret = randomBytes(32).toString("base64url");
  const environment = {
    ...environmentOf({ port, databaseUrl: postgres.url, authSecret }),
    FILES_DIR: path.join(folder, "files"),
  };
  await runNode("The migration", [path.join(ROOT, "dist/cli/migrate.js")], { env: environment });
  const signInsFile = path.join(folder, "sign-ins.json");
  await runNode("The sample data", [path.join(ROOT, "dist/cli/seed.js"), "--sign-ins", signInsFile], {
    env: environment,
  });

  const programs = {
    web: { file: ".next/standalone/server.js", env: environment },
    other: {
      file: ".next/standalone/server.js",
      env: { ...environment, PORT: String(otherPort), APP_URL: `http://localhost:${otherPort}` },
    },
    secure: {
      file: ".next/standalone/server.js",
      env: { ...environment, PORT: String(securePort), APP_URL: "https://quartermaster.example" },
    },
    worker: { file: "dist/worker.js", env: environment },
    relay: { file: "dist/relay.js", env: environment },
  };
  type Name = keyof typeof programs;
  const children = new Map<Name, ChildProcess>();
  const logOf = (name: Name) => path.join(logFolder, `${name}.log`);

  const start = (name: Name) => {
    const running = children.get(name)?.pid;
    if (running !== undefined && isAlive(running)) return;
    const log = openSync(logOf(name), "a");
    const { file, env } = programs[name];
    const supervised = [
      "--enable-source-maps",
      "--import",
      new URL("../src/cli/launch/exit-with-parent.mjs", import.meta.url).href,
    ];
    children.set(
      name,
      spawn(process.execPath, [...supervised, path.join(ROOT, file)], {
        cwd: ROOT,
        env,
        stdio: ["ignore", log, log, "ipc"],
      }),
    );
    closeSync(log);
  };
  const stop = async (name: Name, signal: NodeJS.Signals = "SIGTERM") => {
    const pid = children.get(name)?.pid;
    children.delete(name);
    if (pid === undefined || !isAlive(pid)) return;
    sendSignal(pid, signal);
    if (await waitUntilGone([pid], STOP_WAIT_MS)) return;
    sendSignal(pid, "SIGKILL");
    throw new Error(`${name} did not stop within ${STOP_WAIT_MS / 1000} s of ${signal}.`);
  };
  const ready = async (name: WebName) => {
    const url = `http://localhost:${programs[name].env.PORT}/api/health/ready`;
    for (const deadline = Date.now() + READY_WAIT_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      const answer = await fetch(url).catch(() => null);
      if (answer?.status === 200) return;
    }
    throw new Error(
      `${name} did not become ready. Its log: ${logOf(name)}\n${readFileSync(logOf(name), "utf8").slice(-2_000)}`,
    );
  };

  const end = async () => {
    const names = [...children.keys()];
    const results = await Promise.allSettled(names.map((name) => stop(name)));
    // What Postgres wrote is kept beside the other logs, for whoever looks for the cause of a failure.
    appendFileSync(path.join(logFolder, "postgres.log"), readFileSync(path.join(postgres.dataDir, "server.log")));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    for (const result of results) if (result.status === "rejected") throw result.reason;
  };

  try {
    for (const name of ["web", "worker", "relay"] as const) start(name);
    await ready("web");
  } catch (error) {
    await end();
    throw error;
  }
  const signIns: SignIn[] = JSON.parse(readFileSync(signInsFile, "utf8"));
  const facts: Omit<Facts, "controlUrl"> = {
    url: `http://localhost:${port}`,
    otherUrl: `http://localhost:${otherPort}`,
    secureUrl: `http://localhost:${securePort}`,
    folder,
    signIns,
    authSecret,
    databaseUrl: postgres.url,
    logs: [
      ...(["web", "other", "secure", "worker", "relay"] as const).map(logOf),
      path.join(postgres.dataDir, "server.log"),
    ],
  };
  return { facts, start, stop, ready, end };
}

type Given = { port: number; databaseUrl: string; authSecret: string };

/** As `npm start` would give it, and nothing of whoever runs the journeys. */
const environmentOf = ({ port, databaseUrl, authSecret }: Given) => ({
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  TMPDIR: process.env["TMPDIR"],
  NODE_ENV: "production" as const,
  DATABASE_URL: databaseUrl,
  AUTH_SECRET: authSecret,
  PORT: String(port),
  HOSTNAME: "127.0.0.1",
  APP_URL: `http://localhost:${port}`,
  KEEP_ALIVE_TIMEOUT: "65000",
  NEXT_MANUAL_SIG_HANDLE: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  // Everything that could be written is written, since the last journey looks for secrets in it.
  LOG_LEVEL: "debug",
});
