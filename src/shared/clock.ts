/** On the global object, since a web process holds this module once for each of its bundles. */
const ORIGIN = Symbol.for("quartermaster.clock-origin");
const registry: { [key: symbol]: unknown } = globalThis;

/**
 * Sets the clock of this process by another one, the database's: from then on the machine's own may be wrong, or jump,
 * without any harm. `milliseconds` is the time there at the moment `at` of `performance.now()`.
 */
export function setClock(milliseconds: number, at: number): void {
  registry[ORIGIN] = milliseconds - at;
}

/** Back to the machine's own clock. */
export function resetClock(): void {
  delete registry[ORIGIN];
}

/** The present in milliseconds, by the clock that all processes share; in a browser, by its own. */
export function currentTime(): number {
  const origin = registry[ORIGIN];
  return typeof origin === "number" ? Math.floor(origin + performance.now()) : Date.now();
}

export const currentDate = (): Date => new Date(currentTime());
