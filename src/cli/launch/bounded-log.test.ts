import { existsSync, mkdtempSync, readFileSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openLog } from "./bounded-log.mjs";

let path: string;
let told: string[];
const log = () => openLog(path, (sentence: string) => told.push(sentence));

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "log-")), "web.log");
  told = [];
});

test("a log begins with its first line and goes on where it ended", () => {
  log().write("one\n");
  log().write(Buffer.from("two\n"));
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
});

test("a full log becomes the old one", () => {
  const { write } = log();
  write("x".repeat(10_000_001));
  write("next\n");
  expect(readFileSync(path, "utf8")).toBe("next\n");
  expect(existsSync(`${path}.old`)).toBe(true);
});

test.runIf(existsSync("/dev/full"))("what a full disk does not take is counted, and named once there is room", () => {
  symlinkSync("/dev/full", path);
  const { write } = log();
  write("lost\n");
  write("lost too\n");
  expect(told).toEqual([expect.stringContaining("cannot be written (ENOSPC)")]);

  unlinkSync(path);
  write("kept\n");
  write("and on\n");
  expect(readFileSync(path, "utf8")).toBe("\n[14 bytes could not be written here]\nkept\nand on\n");
  expect(told[1]).toContain("14 bytes of it were lost");
});

test("a folder that is gone is no fault of the program whose log it holds", () => {
  path = join(path, "no", "such", "folder");
  const { write, close } = log();
  write("lost\n");
  close();
  expect(told).toEqual([expect.stringContaining("ENOENT")]);
});
