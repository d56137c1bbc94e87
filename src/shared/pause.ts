/** Waits, or stops waiting when `signal` aborts; never rejects and leaves no listener behind. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
  });
}

/** What comes of it, or null where that takes longer; nothing is left running but the thing itself. */
export function atMost<T>(milliseconds: number, pending: Promise<T>): Promise<T | null> {
  const given = new AbortController();
  const late = pause(milliseconds, given.signal).then(() => null);
  return Promise.race([pending, late]).finally(() => given.abort());
}

const FAILURE_PAUSE_MS = 500;
const FAILURE_PAUSE_MS_MAX = 5_000;

/** How long to wait before the next try of what has failed so often in a row. */
export const backOff = (failures: number): number =>
  Math.min(FAILURE_PAUSE_MS * 2 ** (failures - 1), FAILURE_PAUSE_MS_MAX);
