import { refuse } from "./refuse";

/** For every method that a route does not offer; Next's own answer may be kept by caches and names no other way. */
export const refuseMethods =
  (...offered: string[]) =>
  (): Response =>
    refuse(405, { headers: { allow: [...offered, "OPTIONS"].join(", ") } });
