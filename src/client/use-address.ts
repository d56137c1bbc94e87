"use client";

import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";
import { type Fields, readAddress, type ValuesOf, writeAddress } from "./address";

/** Of null, what the value is where the address does not say. */
type Change<Asked extends Fields> = { [Name in keyof Asked]?: ValuesOf<Asked>[Name] | null };

const here = () => window.location.pathname + window.location.search;

/** The router hears of a new address and renders it when it has time. Screens show it at once. */
let written: string | null = null;
const watchers = new Set<() => void>();
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
const searchWritten = () => (written === here() ? window.location.search : null);
const nothing = () => null;

/** What of a screen stands in its address, so that it can be sent, reloaded and gone back to. */
export function useAddress<Asked extends Fields>(fields: Asked) {
  const routed = useSearchParams();
  const search = useSyncExternalStore(watch, searchWritten, nothing);
  const values = readAddress(fields, search === null ? new URLSearchParams(routed) : new URLSearchParams(search));
  const change = (next: Change<Asked>): void => {
    const address = window.location.pathname + writeAddress(fields, window.location.search, next);
    window.history.replaceState(null, "", address + window.location.hash);
    written = here();
    for (const watcher of watchers) watcher();
  };
  return [values, change] as const;
}
