import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { waitUntilGone } from "@/cli/launch/processes.mjs";

const GONE_WITHIN_MS = 30_000;
const THROWAWAY = JSON.stringify(new URL("./throwaway.mjs", import.meta.url).href);

test("a throw-away Postgres ends with its run, also when that is killed, and its files go", async () => {
  const script = `
    import { startThrowawayPostgres } from ${THROWAWAY};
    const { pid, dataDir } = await startThrowawayPostgres();
    console.log(JSON.stringify({ pid, dataDir }));
    setInterval(() => {}, 1000);`;
  const args = ["--input-type=module", "--eval", script];
  const run = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(run.stdout, "data");
  const { pid, dataDir }: { pid: number; dataDir: string } = JSON.parse(String(line));

  run.kill("SIGKILL");
  expect(await waitUntilGone([pid], GONE_WITHIN_MS)).toBe(true);
  for (const deadline = Date.now() + GONE_WITHIN_MS; existsSync(path.dirname(dataDir)) && Date.now() < deadline;)
    await sleep(50);
  expect(existsSync(path.dirname(dataDir))).toBe(false);
}, 120_000);
