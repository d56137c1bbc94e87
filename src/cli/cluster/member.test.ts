import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { isAlive } from "@/cli/launch/processes.mjs";
import { Member } from "./member.mjs";
import { PostgresSet } from "./postgres-set.mjs";

const members: Member[] = [];
const aMember = () => {
  const args = ["-e", "setInterval(() => {}, 1_000)"];
  const member = new Member({ name: "sleeper", command: process.execPath, args, log: "/dev/null" }, () => {});
  members.push(member);
  member.start();
  return member;
};
afterEach(async () => {
  await Promise.all(members.splice(0).map((member) => member.kill()));
});

test("a member that ends by itself is started again, and one that was stopped only when it is told to", async () => {
  const member = aMember();
  const { pid } = member;
  process.kill(pid, "SIGKILL");
  await expect.poll(() => member.pid, { timeout: 5_000 }).not.toBe(pid);
  await expect.poll(() => isAlive(member.pid), { timeout: 5_000 }).toBe(true);
  expect(await member.stop()).toBe(true);
  expect(member.isRunning).toBe(false);
  member.start();
  expect(member.isRunning).toBe(true);
});

test("once the cluster has ended, a drill that still goes on starts nothing of it", async () => {
  const member = aMember();
  await member.dismiss();
  member.start();
  expect(member.isRunning).toBe(false);

  const set = new PostgresSet(join(tmpdir(), "no-cluster"), [1, 2, 3]);
  await set.close();
  await expect(set.startServer("a")).rejects.toThrow("has ended");
  await expect(set.remake("b")).rejects.toThrow("has ended");
});
