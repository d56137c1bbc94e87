import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  commands,
  inFolder,
  notedPid,
  pidFile,
  port,
  postmasterPid,
  start,
  TEST,
  testStart,
  waitFor,
} from "@/testing/start-command";
import { isAlive } from "./processes.mjs";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

testStart();

test("start brings everything up, greets with a sign-in, and Ctrl-C leaves no process", TEST, async () => {
  const firstBegan = Date.now();
  const quartermaster = start();
  await quartermaster.ready();
  const firstTook = Date.now() - firstBegan;
  expect(quartermaster.said()).toContain("admin    ada@example.com  correct-horse");
  expect(commands()).toEqual(["migrate ", `seed --sign-ins ${inFolder(".quartermaster", "sign-ins.json")}`]);
  for (const secret of ["secrets.json", "sign-ins.json"])
    expect(statSync(inFolder(".quartermaster", secret)).mode & 0o777).toBe(0o600);
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

test.each(["", '{"authSec', '{"authSecret":"short"}'])(
  "a secret that was cut short (%j) is told in a sentence, and nothing starts",
  TEST,
  async (text) => {
    const file = inFolder(".quartermaster", "secrets.json");
    mkdirSync(inFolder(".quartermaster"));
    writeFileSync(file, text);
    const quartermaster = start();
    expect(await quartermaster.exitCode()).toBe(1);
    expect(quartermaster.said()).toContain(`${file} is cut short or no JSON.`);
    expect(quartermaster.said()).not.toMatch(/at .*\.mjs/);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

test("a failed migration shows why and starts nothing", TEST, async () => {
  writeFileSync(
    inFolder("dist", "cli", "migrate.js"),
    `console.error("The schema is newer than this program."); process.exit(1);`,
  );
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/The migration failed\.\s+The schema is newer than this program\./);
  expect(existsSync(inFolder("notes", "web"))).toBe(false);
});

test("a taken port is named", TEST, async () => {
  const other = createServer().listen(port(), "127.0.0.1");
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(
    `Port ${port()} is taken by another program. Stop that one, or choose another: PORT=${port() + 1} npm start`,
  );
  other.close();
});

test("a database that does not answer is named without its password", TEST, async () => {
  const quartermaster = start({ DATABASE_URL: `postgres://shop:hush-hush@127.0.0.1:${port()}/shop` });
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(`The database at 127.0.0.1:${port()} does not answer (ECONNREFUSED).`);
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
  expect(existsSync(inFolder(".quartermaster", "postgres"))).toBe(false);
  listener.close();
});

test("packages behind a link are left alone, even when they are the wrong ones", TEST, async () => {
  const elsewhere = inFolder("elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "kept.txt"), "");
  rmSync(inFolder("node_modules"), { recursive: true });
  symlinkSync(elsewhere, inFolder("node_modules"));
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
  if (!isRoot) chmodSync(inFolder(), 0o555);
  const quartermaster = isRoot ? start({}, NOBODY) : start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toContain(
    `Quartermaster keeps its data in ${inFolder(".quartermaster")}, and this user may not write there (EACCES).`,
  );
  chmodSync(inFolder(), 0o755);
});

test.runIf(isRoot)("packages that another user installed are named, without a stack", TEST, async () => {
  const own = inFolder("own");
  mkdirSync(own);
  chownSync(own, NOBODY, NOBODY);
  const quartermaster = start({ QUARTERMASTER_DIR: own }, NOBODY);
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/may not read or write .*\.quartermaster-patches.* another user/);
  expect(quartermaster.said()).not.toMatch(/^ +at /m);
});
