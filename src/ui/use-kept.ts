"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { z } from "zod";
import { parseJson } from "@/shared/json";

const listeners = new Set<() => void>();
/** What could not be stored (a private window, a full disk) is kept at least until the page is left. */
const unstored = new Map<string, string>();

function readText(storage: "local" | "session", key: string): string | null {
  const kept = unstored.get(key);
  if (kept !== undefined) return kept;
  try {
    return (storage === "local" ? localStorage : sessionStorage).getItem(key);
  } catch {
    return null;
  }
}

function writeText(storage: "local" | "session", key: string, text: string): void {
  try {
    (storage === "local" ? localStorage : sessionStorage).setItem(key, text);
    unstored.delete(key);
  } catch {
    unstored.set(key, text);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function parse<Value>(text: string | null, shape: z.ZodType<Value>, empty: Value): Value {
  if (text === null) return empty;
  // An older version of the page, or a person, may have written anything.
  const parsed = shape.safeParse(parseJson(text));
  return parsed.success ? parsed.data : empty;
}

type Kept<Value> = { key: string; storage: "local" | "session"; shape: z.ZodType<Value>; empty: Value };

/**
 * Work in progress that a reload must not lose ("session": this tab), or a choice this browser remembers ("local").
 * Changes are functions of what is kept now, so that two scans in one moment both count.
 */
export function useKept<Value>({
  key,
  storage,
  shape,
  empty,
}: Kept<Value>): [Value, (change: (value: Value) => Value) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(storage, key),
    () => null,
  );
  const value = useMemo(() => parse(text, shape, empty), [text, shape, empty]);
  const change = (next: (value: Value) => Value) =>
    writeText(storage, key, JSON.stringify(next(parse(readText(storage, key), shape, empty))));
  return [value, change];
}
