"use client";

import { useSyncExternalStore } from "react";
import { clock, tickBefore } from "./clock";
import { useRenderedAt } from "./region";

/** The present, twice a minute; while the page is hydrated, when the server rendered it. */
export function useNow(): Date | null {
  const renderedAt = useRenderedAt();
  const ms = useSyncExternalStore(clock.subscribe, clock.read, () => tickBefore(renderedAt));
  return ms === 0 ? null : new Date(ms);
}
