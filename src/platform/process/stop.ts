import { processSingleton } from "@/platform/process-singleton";

const stopping = () => processSingleton("stop", () => new AbortController());

/** Aborts when the process is asked to stop. */
export const stopSignal = (): AbortSignal => stopping().signal;

/** The process was asked to stop; from then on it reports that it is not ready. */
export const isStopping = (): boolean => stopSignal().aborted;

/** From the signal to the exit, whatever hangs. */
const STOP_MS_MAX = 13_000;

/**
 * Ends the process in order when the operator or the platform asks: first `isStopping`, then the work given here, then
 * the exit. What takes too long is cut off. Ctrl-C in a terminal reaches every process of the group, and a supervisor
 * asks its children as well, so asking twice changes nothing.
 */
export function stopInOrder(work: () => Promise<void>, log: (sentence: string) => void): void {
  const end = async (signal: string) => {
    if (isStopping()) return;
    log(`${signal} received, stopping`);
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    stopping().abort();
    try {
      await work();
    } catch (error) {
      log(`Stopping went wrong: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(1);
    }
    log("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(signal));
}
