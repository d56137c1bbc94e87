"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === "on";
  } catch {
    return false;
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** A choice about the screen that this browser remembers; off until the browser has been asked. */
export function useStoredFlag(key: string): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => read(key), () => false);
  const setOn = (next: boolean) => {
    try {
      localStorage.setItem(key, next ? "on" : "off");
    } catch {
      // A browser that keeps nothing shows everything, only without the memory.
    }
    for (const listener of listeners) listener();
  };
  return [on, setOn];
}
