// @ts-check
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./watchdog-program.mjs", import.meta.url));

/**
 * Has a function called once this process is gone. A killed process runs nothing itself, so another one waits on a
 * pipe that the system closes however its owner ends.
 * @param {string} module address of the module, as in import.meta.url
 * @param {string} name of the function that it exports
 * @param {string | number | number[]} argument
 * @returns {() => void} calls it off
 */
export function setWatchdog(module, name, argument) {
  const watchdog = spawn(process.execPath, [PROGRAM, module, name, JSON.stringify(argument)], {
    stdio: ["pipe", "ignore", "ignore"],
    // In a session of its own, so that neither Ctrl-C nor the end of a process group reaches it.
    detached: true,
  });
  watchdog.stdin.on("error", () => {});
  watchdog.on("error", () => {});
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return () => void watchdog.kill("SIGKILL");
}
