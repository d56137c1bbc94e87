import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { migrationsFolder, readMigrations } from "./migration-files";

const run = promisify(execFile);
const GENERATOR = "node_modules/drizzle-kit/bin.cjs";

test("the migrations say all that the schemas say: `npm run migrate:generate` has nothing to add", async () => {
  const copy = mkdtempSync(path.join(tmpdir(), "migrations-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(migrationsFolder(), copy, { recursive: true });
  const known = readMigrations(copy).map(({ tag }) => tag);
  // It puts a dot before the name of a folder, so an absolute one would not be found.
  const out = path.relative(process.cwd(), copy);
  const options = ["--dialect", "postgresql", "--schema", "./src/**/schema.ts", "--out", out];
  await run(process.execPath, [GENERATOR, "generate", ...options]);
  const added = readMigrations(copy).slice(known.length);
  expect(added.flatMap(({ statements }) => statements)).toEqual([]);
}, 60_000);
