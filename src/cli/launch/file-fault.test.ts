import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { reasonIn } from "../postgres/cluster.mjs";
import { refuseForeign } from "../postgres/user.mjs";
import { explainFileFault } from "./file-fault.mjs";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fault-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const faultOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.runIf(existsSync("/dev/full"))("a full disk is told as one, with what to do", () => {
  expect(explainFileFault(faultOf(() => writeFileSync("/dev/full", "x")))).toMatch(/no room left .* make room/);
  expect(reasonIn('FATAL:  could not write to file "pg_wal/x": No space left on device', "/data")).toMatch(
    /no room left on the disk for \/data/,
  );
  expect(reasonIn("FATAL:  lock file exists", "/data")).toBeNull();
});

test("a file of another user is named, and who should start", () => {
  const fault = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES", path: "/data/secrets.json" });
  expect(explainFileFault(fault)).toMatch(/\/data\/secrets\.json.* another user.* as the user who owns/);
});

test("any other fault is shown as it is", () => {
  expect(explainFileFault(faultOf(() => readFileSync(join(aFolder(), "none"))))).toBeNull();
  expect(explainFileFault(new TypeError("x is undefined"))).toBeNull();
});

test.skipIf(process.getuid === undefined)("a database of another user is named before Postgres is asked", () => {
  const folder = aFolder();
  const asked = vi.spyOn(process, "getuid").mockReturnValue(54_321);
  onTestFinished(() => asked.mockRestore());
  expect(() => refuseForeign(folder)).toThrow(/belongs to .*chown -R 54321/);
  expect(() => refuseForeign(join(folder, "none"))).not.toThrow();
});
