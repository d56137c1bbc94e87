"use client";

import { useMemo, useSyncExternalStore } from "react";
import { type Guard, isFlag } from "@/shared/guard";
import { parseJson } from "@/shared/json";

type StorageKind = "local" | "session";

const listeners = new Set<() => void>();
/** What could not be stored (a private window, a full disk) lasts at least until the page is left. */
const unstored = new Map<string, string>();

const storageOf = (kind: StorageKind): Storage => (kind === "local" ? localStorage : sessionStorage);

function readText(kind: StorageKind, key: string): string | null {
  const text = unstored.get(key);
  if (text !== undefined) return text;
  try {
    return storageOf(kind).getItem(key);
  } catch {
    return null;
  }
}

function writeText(kind: StorageKind, key: string, text: string): void {
  try {
    storageOf(kind).setItem(key, text);
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

function parse<Value>(text: string | null, is: Guard<Value>, empty: Value): Value {
  if (text === null) return empty;
  // An older version of the page may have written something else.
  const stored = parseJson(text);
  return is(stored) ? stored : empty;
}

type PersistentState<Value> = { key: string; storage: StorageKind; is: Guard<Value>; empty: Value };

/**
 * State that a reload must not lose: work in progress ("session": this tab) or a preference ("local": this browser).
 * It changes by functions of what is stored at that moment, so that two scans at once both count.
 */
export function usePersistentState<Value>({
  key,
  storage,
  is,
  empty,
}: PersistentState<Value>): [Value, (change: (value: Value) => Value) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(storage, key),
    () => null,
  );
  const value = useMemo(() => parse(text, is, empty), [text, is, empty]);
  const change = (next: (value: Value) => Value) =>
    writeText(storage, key, JSON.stringify(next(parse(readText(storage, key), is, empty))));
  return [value, change];
}

/** A preference of this browser that is on or off; off on the server and in the first paint. */
export function usePersistentFlag(key: string): [boolean, (on: boolean) => void] {
  const [on, change] = usePersistentState({ key, storage: "local", is: isFlag, empty: false });
  return [on, (next) => change(() => next)];
}
