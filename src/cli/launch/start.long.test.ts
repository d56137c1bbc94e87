import { spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "./ports.mjs";
import { isAlive } from "./processes.mjs";
import { setWatchdog } from "./watchdog.mjs";

/*
 * The real start command and the real Postgres, in a folder of its own where tiny programs stand in for web, worker
 * and relay: each notes its process and one number it finds in its environment.
 */

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const EMBEDDED = new URL("../postgres/embedded.mjs", import.meta.url).href;
/** Should a start find reason to install, it fails here and at once. */
const NO_NPM = "/no-such-folder/npm.js";
/** Above what Linux and macOS hand out. */
const NO_PROCESS = 2 ** 31 - 1;
const PATIENCE_MS = 90_000;
const TEST = { timeout: 300_000 };

const NOTE = `require("fs").writeFileSync(process.env.NOTES + "/" + NAME, String(process.pid));`;
const WORKER = `const NAME = "worker"; ${NOTE}
  setInterval(() => {}, 1000);
  process.on("SIGTERM", () => process.exit());`;
const WEB = `const NAME = "web"; ${NOTE}
  require("http").createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, process.env.HOSTNAME);`;
const COMMAND = `
  require("fs").appendFileSync(process.env.NOTES + "/commands", NAME + " " + process.argv.slice(2).join(" ") + "\\n");`;
const SEED = `const NAME = "seed"; ${COMMAND}
  const signIn = { role: "admin", email: "ada@example.com", password: "correct-horse" };
  require("fs").writeFileSync(process.argv[3], JSON.stringify([signIn]));`;

let folder: string;
let port: number;
const started: ChildProcess[] = [];

let callOff: () => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  callOff = setWatchdog(EMBEDDED, "stopClusterIn", join(folder, ".quartermaster", "postgres"));
  chmodSync(folder, 0o755);
  port = await freePort();
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
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill("SIGTERM");
    await waitFor(() => child.exitCode !== null || child.signalCode !== null);
  }
  const { stopClusterIn } = await import("@/cli/postgres/embedded.mjs");
  if (existsSync(join(folder, ".quartermaster"))) await stopClusterIn(join(folder, ".quartermaster", "postgres"));
  callOff();
  rmSync(folder, { recursive: true, force: true });
});

test("start brings everything up, greets with a sign-in, and Ctrl-C leaves no process", TEST, async () => {
  const firstBegan = Date.now();
  const quartermaster = start();
  await quartermaster.ready();
  const firstTook = Date.now() - firstBegan;
  expect(quartermaster.said()).toContain("admin    ada@example.com  correct-horse");
  expect(commands()).toEqual(["migrate ", `seed --sign-ins ${join(folder, ".quartermaster", "sign-ins.json")}`]);
  for (const secret of ["secrets.json", "sign-ins.json"])
    expect(statSync(join(folder, ".quartermaster", secret)).mode & 0o777).toBe(0o600);
  await waitFor(() => ["web", "worker", "relay"].map(notedPid).every(isAlive));
  const pids = [...["web", "worker", "relay"].map(notedPid), postmasterPid()];
  expect(pids.every(isAlive)).toBe(true);

  quartermaster.child.kill("SIGINT");
  expect(await quartermaster.exitCode()).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);

  const began = Date.now();
  const again = start();
  await again.ready();
  expect(Date.now() - began).toBeLessThan(firstTook);
});

test("a second start in the same folder says that one is running", TEST, async () => {
  const first = start();
  await first.ready();
  const second = start();
  expect(await second.exitCode()).toBe(1);
  expect(second.said()).toContain(`Quartermaster already runs from this folder (process ${first.child.pid})`);
});

test("a killed supervisor takes its children along, and the next start adopts the database", TEST, async () => {
  const killed = start();
  await killed.ready();
  const [web, worker, postmaster] = [notedPid("web"), notedPid("worker"), postmasterPid()];
  killed.child.kill("SIGKILL");
  await killed.exitCode();

  const next = start();
  await next.ready();
  expect([web, worker].filter(isAlive)).toEqual([]);
  expect(postmasterPid()).toBe(postmaster);
});

test("a killed child and a killed database are started again", TEST, async () => {
  const quartermaster = start();
  await quartermaster.ready();
  const [worker, postmaster] = [notedPid("worker"), postmasterPid()];
  process.kill(worker, "SIGKILL");
  process.kill(postmaster, "SIGKILL");
  await waitFor(() => notedPid("worker") !== worker && isAlive(notedPid("worker")));
  await waitFor(() => existsSync(pidFile()) && postmasterPid() !== postmaster && isAlive(postmasterPid()));
  expect(quartermaster.said()).toContain("worker ended with SIGKILL; starting it again");
});

test("a program that cannot live is tried on and on, and the others serve meanwhile", TEST, async () => {
  writeFileSync(join(folder, "dist", "relay.js"), `console.error("No ground to stand on"); process.exit(3);`);
  const quartermaster = start();
  await waitFor(() => quartermaster.said().includes("Ready after"));
  await waitFor(() => quartermaster.said().includes("starting it again in 8 s"));
  expect(quartermaster.said()).toContain("relay: No ground to stand on");
  expect(quartermaster.said()).toMatch(/relay ended 4 times in a row \(last with code 3\)\. Its log: .*relay\.log/);
  expect(["web", "worker"].map(notedPid).every(isAlive)).toBe(true);
  expect(quartermaster.child.exitCode).toBeNull();
});

test("a web that never serves ends the start with the place of its log", TEST, async () => {
  writeFileSync(join(folder, ".next", "standalone", "server.js"), `console.error("No port for me"); process.exit(3);`);
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/web ended 5 times in a row \(last with code 3\)\. Its log: .*web\.log/);
  expect(isAlive(notedPid("worker"))).toBe(false);
});

test.runIf(existsSync("/dev/full"))("a full disk ends nothing, and what was lost of a log is named", TEST, async () => {
  const talking = `setInterval(() => console.log("alive"), 50);`;
  writeFileSync(join(folder, "dist", "worker.js"), `${WORKER} ${talking}`);
  const log = join(folder, ".quartermaster", "logs", "worker.log");
  mkdirSync(join(log, ".."), { recursive: true });
  symlinkSync("/dev/full", log);
  const quartermaster = start();
  await quartermaster.ready();
  await waitFor(() => quartermaster.said().includes("worker.log cannot be written (ENOSPC)"));
  const worker = notedPid("worker");

  rmSync(log);
  await waitFor(() => quartermaster.said().includes("worker.log can be written again"));
  expect(readFileSync(log, "utf8")).toMatch(/\[\d+ bytes could not be written here\]\nalive/);
  expect(isAlive(worker) && notedPid("worker") === worker).toBe(true);
});

test.each(["", '{"authSec', '{"authSecret":"short"}'])(
  "a secret that was cut short (%j) is told in a sentence, and nothing starts",
  TEST,
  async (text) => {
    const file = join(folder, ".quartermaster", "secrets.json");
    mkdirSync(join(folder, ".quartermaster"));
    writeFileSync(file, text);
    const quartermaster = start();
    expect(await quartermaster.exitCode()).toBe(1);
    expect(quartermaster.said()).toContain(`${file} is cut short or no JSON.`);
    expect(quartermaster.said()).not.toMatch(/at .*\.mjs/);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

test("what the migration warns of is shown, in place of passwords that may be wrong", TEST, async () => {
  const warning = `console.log("Warning: The secret is not the one that this database was used with.");`;
  writeFileSync(join(folder, "dist", "cli", "migrate.js"), `const NAME = "migrate"; ${COMMAND} ${warning}`);
  const quartermaster = start();
  await quartermaster.ready();
  await waitFor(() => quartermaster.said().includes("Ctrl-C"));
  expect(quartermaster.said()).toContain("Warning: The secret is not the one");
  expect(quartermaster.said()).not.toContain("correct-horse");
});

test(
  "web, worker and relay get the application's address of the database, and only commands the owner's",
  TEST,
  async () => {
    const told = `require("fs").writeFileSync(process.env.NOTES + "/" + NAME + ".urls",
    String(process.env.DATABASE_URL) + " " + String(process.env.MIGRATION_DATABASE_URL));`;
    writeFileSync(join(folder, "dist", "worker.js"), `${WORKER} ${told}`);
    writeFileSync(join(folder, "dist", "cli", "migrate.js"), `const NAME = "migrate"; ${COMMAND} ${told}`);
    const quartermaster = start();
    await quartermaster.ready();
    const urlsOf = (name: string) => readFileSync(join(folder, "notes", `${name}.urls`), "utf8").split(" ");
    expect(urlsOf("worker")).toEqual([expect.stringMatching(/^postgres:\/\/quartermaster_app:/), "undefined"]);
    expect(urlsOf("migrate")).toEqual([urlsOf("worker")[0], expect.stringMatching(/^postgres:\/\/quartermaster:/)]);
  },
);

test("a failed migration shows why and starts nothing", TEST, async () => {
  writeFileSync(
    join(folder, "dist", "cli", "migrate.js"),
    `console.error("The schema is newer than this program."); process.exit(1);`,
  );
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/The migration failed\.\s+The schema is newer than this program\./);
  expect(existsSync(join(folder, "notes", "web"))).toBe(false);
});

test("a taken port is named", TEST, async () => {
  const other = createServer().listen(port, "127.0.0.1");
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(
    `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
  );
  other.close();
});

test("a database that does not answer is named without its password", TEST, async () => {
  const quartermaster = start({ DATABASE_URL: `postgres://shop:hush-hush@127.0.0.1:${port}/shop` });
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(`The database at 127.0.0.1:${port} does not answer (ECONNREFUSED).`);
  expect(quartermaster.said()).not.toContain("hush-hush");
});

test("a database of one's own gets a first administrator and no sample data", TEST, async () => {
  const listener = createServer().listen(0, "127.0.0.1");
  await waitFor(() => listener.listening);
  const address = listener.address();
  const quartermaster = start({
    DATABASE_URL: `postgres://shop@127.0.0.1:${typeof address === "object" ? address?.port : 0}/shop`,
  });
  await quartermaster.ready();
  expect(commands()).toEqual(["migrate ", "first-administrator"]);
  expect(quartermaster.said()).toContain("One-time link");
  expect(existsSync(join(folder, ".quartermaster", "postgres"))).toBe(false);
  listener.close();
});

test("packages behind a link are left alone, even when they are the wrong ones", TEST, async () => {
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "kept.txt"), "");
  rmSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(elsewhere, join(folder, "node_modules"));
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain("that folder is only a link");
  expect(existsSync(join(elsewhere, "kept.txt"))).toBe(true);
});

test("a port that is no port is refused", TEST, async () => {
  const quartermaster = start({ PORT: "eighty" });
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain("PORT=eighty is no port.");
});

test("a folder that may not be written is named", TEST, async () => {
  // Root may write anywhere, so somebody else starts there.
  if (!isRoot) chmodSync(folder, 0o555);
  const quartermaster = isRoot ? start({}, NOBODY) : start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(
    `Quartermaster keeps its data in ${join(folder, ".quartermaster")}, and this user may not write there (EACCES).`,
  );
  chmodSync(folder, 0o755);
});

test.runIf(isRoot)("packages that another user installed are named, without a stack", TEST, async () => {
  const own = join(folder, "own");
  mkdirSync(own);
  chownSync(own, NOBODY, NOBODY);
  const quartermaster = start({ QUARTERMASTER_DIR: own }, NOBODY);
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/may not read or write .*\.quartermaster-patches.* another user/);
  expect(quartermaster.said()).not.toMatch(/^ +at /m);
});

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

function start(environment: Record<string, string> = {}, uid?: number) {
  const ofThisRun = /^(DATABASE_URL|MIGRATION_DATABASE_URL|AUTH_SECRET|APP_URL|FILES_DIR|npm_lifecycle_event)/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisRun.test(name)));
  const child = spawn(process.execPath, ["src/cli/start.mjs"], {
    cwd: folder,
    env: {
      ...inherited,
      NODE_ENV: "production",
      npm_execpath: NO_NPM,
      PORT: String(port),
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

const commands = () =>
  readFileSync(join(folder, "notes", "commands"), "utf8")
    .trimEnd()
    .split("\n");
/** A program's number, once it has written it down whole; of a process that never was until then. */
const notedPid = (name: string) => {
  const file = join(folder, "notes", name);
  return existsSync(file) && readFileSync(file, "utf8") !== "" ? Number(readFileSync(file, "utf8")) : NO_PROCESS;
};
const pidFile = () => join(folder, ".quartermaster", "postgres", "postmaster.pid");
const postmasterPid = () => Number.parseInt(readFileSync(pidFile(), "utf8"), 10);

async function waitFor(isTrue: () => boolean) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error("What was waited for did not happen.");
    await sleep(50);
  }
}
