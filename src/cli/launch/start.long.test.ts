import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMAND, inFolder, notedPid, start, TEST, testStart, waitFor, WORKER } from "@/testing/start-command";
import { isAlive } from "./processes.mjs";

/* What else a start can meet; how it starts, stops and refuses is in `start.heavy.test.ts`. */

testStart();

test("a second start in the same folder says that one is running", TEST, async () => {
  const first = start();
  await first.ready();
  const second = start();
  expect(await second.exitCode()).toBe(1);
  expect(second.said()).toContain(`Quartermaster already runs from this folder (process ${first.child.pid})`);
});

test("a program that cannot live is tried on and on, and the others serve meanwhile", TEST, async () => {
  writeFileSync(inFolder("dist", "relay.js"), `console.error("No ground to stand on"); process.exit(3);`);
  const quartermaster = start();
  await waitFor(() => quartermaster.said().includes("Ready after"));
  await waitFor(() => quartermaster.said().includes("starting it again in 8 s"));
  expect(quartermaster.said()).toContain("relay: No ground to stand on");
  expect(quartermaster.said()).toMatch(/relay ended 4 times in a row \(last with code 3\)\. Its log: .*relay\.log/);
  expect(["web", "worker"].map(notedPid).every(isAlive)).toBe(true);
  expect(quartermaster.child.exitCode).toBeNull();
});

test("a web that never serves ends the start with the place of its log", TEST, async () => {
  writeFileSync(inFolder(".next", "standalone", "server.js"), `console.error("No port for me"); process.exit(3);`);
  const quartermaster = start();
  expect(await quartermaster.exitCode()).toBe(1);
  expect(quartermaster.said()).toMatch(/web ended 5 times in a row \(last with code 3\)\. Its log: .*web\.log/);
  expect(isAlive(notedPid("worker"))).toBe(false);
});

test.runIf(existsSync("/dev/full"))("a full disk ends nothing, and what was lost of a log is named", TEST, async () => {
  const talking = `setInterval(() => console.log("alive"), 50);`;
  writeFileSync(inFolder("dist", "worker.js"), `${WORKER} ${talking}`);
  const log = inFolder(".quartermaster", "logs", "worker.log");
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

test("what the migration warns of is shown, in place of passwords that may be wrong", TEST, async () => {
  const warning = `console.log("Warning: The secret is not the one that this database was used with.");`;
  writeFileSync(inFolder("dist", "cli", "migrate.js"), `const NAME = "migrate"; ${COMMAND} ${warning}`);
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
    writeFileSync(inFolder("dist", "worker.js"), `${WORKER} ${told}`);
    writeFileSync(inFolder("dist", "cli", "migrate.js"), `const NAME = "migrate"; ${COMMAND} ${told}`);
    const quartermaster = start();
    await quartermaster.ready();
    const urlsOf = (name: string) => readFileSync(inFolder("notes", `${name}.urls`), "utf8").split(" ");
    expect(urlsOf("worker")).toEqual([expect.stringMatching(/^postgres:\/\/quartermaster_app:/), "undefined"]);
    expect(urlsOf("migrate")).toEqual([urlsOf("worker")[0], expect.stringMatching(/^postgres:\/\/quartermaster:/)]);
  },
);
