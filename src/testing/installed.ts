import { spawnSync } from "node:child_process";

/** Whether a program of Debian is on the path; who skips a test for want of one says so. */
export function isInstalled(program: string): boolean {
  if (!spawnSync(program, ["--version"]).error) return true;
  console.warn(`${program} is not installed, so what needs it is not tested here.`);
  return false;
}
