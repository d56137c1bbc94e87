const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

/** The last tick before a moment. Server and browser mostly read the same one, and then no time is drawn twice. */
export const tickBefore = (ms: number): number => ms - (ms % TICK_MS);

/** One clock for all times on the page. It runs only while at least one is shown. */
export const clock = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    timer ??= setInterval(() => {
      nowMs = tickBefore(Date.now());
      for (const each of listeners) each();
    }, TICK_MS);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      nowMs = 0;
    };
  },
  read: (): number => (nowMs ||= tickBefore(Date.now())),
};
