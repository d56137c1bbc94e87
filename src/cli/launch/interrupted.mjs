// @ts-check
import { CommandError } from "./command-error.mjs";

/**
 * Rejects once somebody wants us to end, beside what hears of no signal itself. @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
export const interrupted = (signal) =>
  new Promise((_, reject) => {
    const stop = () => reject(new CommandError("Interrupted, and everything is stopped."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
  });
