import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach } from "vitest";
import { freePort } from "@/cli/launch/ports.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";
import { stopClusterIn } from "@/cli/postgres/embedded.mjs";

/*
 * The real start command and the real Postgres, in a folder of its own where tiny programs stand in for web, worker
 * and relay: each notes its process and one number it finds in its environment.
 */

const EMBEDDED = new URL("../cli/postgres/embedded.mjs", import.meta.url).href;
/** Should a start find reason to install, it fails here and at once. */
const NO_NPM = "/no-such-folder/npm.js";
/** Above what Linux and macOS hand out. */
const NO_PROCESS = 2 ** 31 - 1;
const PATIENCE_MS = 90_000;
export const TEST = { timeout: 300_000 };

const NOTE = `require("fs").writeFileSync(process.env.NOTES + "/" + NAME, String(process.pid));`;
export const WORKER = `const NAME = "worker"; ${NOTE}
  setInterval(() => {}, 1000);
  process.on("SIGTERM", () => process.exit());`;
const WEB = `const NAME = "web"; ${NOTE}
  require("http").createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, process.env.HOSTNAME);`;
export const COMMAND = `
  require("fs").appendFileSync(process.env.NOTES + "/commands", NAME + " " + process.argv.slice(2).join(" ") + "\\n");`;
const SEED = `const NAME = "seed"; ${COMMAND}
  const signIn = { role: "admin", email: "ada@example.com", password: "correct-horse" };
  require("fs").writeFileSync(process.argv[3], JSON.stringify([signIn]));`;

let folder: string;
let chosenPort: number;
const started: ChildProcess[] = [];

let callOff: () => void;

/** Every test of the file that calls this has a folder of its own. */
export function testStart(): void {
  beforeEach(makeFolder);

  afterEach(async () => {
    for (const child of started.splice(0)) {
      child.kill("SIGTERM");
      await waitFor(() => child.exitCode !== null || child.signalCode !== null);
    }
    if (existsSync(join(folder, ".quartermaster"))) await stopClusterIn(join(folder, ".quartermaster", "postgres"));
    callOff();
    rmSync(folder, { recursive: true, force: true });
  });
}

async function makeFolder(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  callOff = setWatchdog(EMBEDDED, "stopClusterIn", join(folder, ".quartermaster", "postgres"));
  chmodSync(folder, 0o755);
  chosenPort = await freePort();
  const files = {
    ".next/standalone/server.js": WEB,
    "dist/worker.js": WORKER,
    "dist/relay.js": WORKER.replace('"worker"', '"relay"'),
    "dist/cli/migrate.js": `const NAME = "migrate"; ${COMMAND}`,
    "dist/cli/seed.js": SEED,
    "dist/cli/first-administrator.js": `const NAME = "first-administrator"; ${COMMAND} console.log("One-time link");`,
    "dist/package.json": `{ "type": "commonjs" }`,
    ".next/package.json": `{ "type": "commonjs" }`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "notes"));
  for (const room of ["", "launch", "postgres"]) copyPrograms(room);
  for (const name of ["package.json", "package-lock.json"]) cpSync(join(process.cwd(), name), join(folder, name));
  linkPackages();
  cpSync(join(process.cwd(), "patches"), join(folder, "patches"), { recursive: true });
  const build = await import(join(folder, "src", "cli", "launch", "build.mjs"));
  build.stampBuild();
}

/** A place in the folder of the test. */
export const inFolder = (...parts: string[]): string => join(folder, ...parts);

/** The port that it starts at, which is free. */
export const port = (): number => chosenPort;

/** The doors of the commands, or the programs of one room beside them. */
function copyPrograms(room: string) {
  const [from, to] = [join(process.cwd(), "src", "cli", room), join(folder, "src", "cli", room)];
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((name) => name.endsWith(".mjs")))
    cpSync(join(from, name), join(to, name));
}

/** A folder of links, never a link to the folder: what an installation clears here must not be the project's own. */
function linkPackages() {
  const [own, shared] = [join(folder, "node_modules"), join(process.cwd(), "node_modules")];
  mkdirSync(own);
  for (const name of readdirSync(shared).filter((name) => !name.startsWith(".")))
    symlinkSync(join(shared, name), join(own, name));
  cpSync(join(shared, ".package-lock.json"), join(own, ".package-lock.json"));
}

export function start(environment: Record<string, string> = {}, uid?: number) {
  const ofThisRun = /^(DATABASE_URL|MIGRATION_DATABASE_URL|AUTH_SECRET|APP_URL|FILES_DIR|npm_lifecycle_event)/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisRun.test(name)));
  const child = spawn(process.execPath, ["src/cli/start.mjs"], {
    cwd: folder,
    env: {
      ...inherited,
      NODE_ENV: "production",
      npm_execpath: NO_NPM,
      PORT: String(chosenPort),
      HOST: "127.0.0.1",
      NOTES: join(folder, "notes"),
      ...environment,
    },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  started.push(child);
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  return {
    child,
    said: () => text,
    async ready() {
      await waitFor(() => text.includes("Ready after") || child.exitCode !== null);
      if (child.exitCode !== null) throw new Error(text);
      await waitFor(() => ["web", "worker", "relay"].every((name) => existsSync(join(folder, "notes", name))));
    },
    async exitCode() {
      await waitFor(() => child.exitCode !== null || child.signalCode !== null);
      return child.exitCode;
    },
  };
}

export const commands = () =>
  readFileSync(join(folder, "notes", "commands"), "utf8")
    .trimEnd()
    .split("\n");
/** A program's number, once it has written it down whole; of a process that never was until then. */
export const notedPid = (name: string) => {
  const file = join(folder, "notes", name);
  return existsSync(file) && readFileSync(file, "utf8") !== "" ? Number(readFileSync(file, "utf8")) : NO_PROCESS;
};
export const pidFile = () => join(folder, ".quartermaster", "postgres", "postmaster.pid");
export const postmasterPid = () => Number.parseInt(readFileSync(pidFile(), "utf8"), 10);

export async function waitFor(isTrue: () => boolean) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error("What was waited for did not happen.");
    await sleep(50);
  }
}
