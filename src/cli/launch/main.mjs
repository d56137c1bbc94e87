// @ts-check
import { CommandError } from "./command-error.mjs";
import { explainFileFault } from "./file-fault.mjs";

/**
 * Runs a command's body: a refusal is one sentence, anything else shows its stack, both end with code 1.
 * @param {(signal: AbortSignal) => Promise<void>} body ends early, by throwing or returning, when the signal fires
 */
export async function runMain(body) {
  const signal = stopSignal();
  try {
    await body(signal);
    process.exitCode ??= 0;
  } catch (error) {
    if (signal.aborted && !(error instanceof CommandError)) process.exitCode = 0;
    else {
      console.error(`\n${textOf(error)}\n`);
      process.exitCode = 1;
    }
  }
  // Whatever still holds the event loop has had its chance.
  process.exit();
}

/** @param {unknown} error */
function textOf(error) {
  if (error instanceof CommandError) return error.message;
  return explainFileFault(error) ?? (error instanceof Error ? error.stack : String(error));
}

/** Fires once somebody wants us to end: Ctrl-C, a service manager, a closed terminal, or npm gone from above us. */
function stopSignal() {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Under nohup the output is no terminal, and a hang-up is not meant for us.
  process.on("SIGHUP", () => process.stdout.isTTY && stop());
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  if (process.env["npm_lifecycle_event"]) watchParent(stop);
  return controller.signal;
}

const PARENT_POLL_MS = 500;

/** @param {() => void} onGone */
function watchParent(onGone) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onGone(), PARENT_POLL_MS).unref();
}
