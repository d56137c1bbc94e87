"use client";

import { z } from "zod";
import { useKept } from "./use-kept";

const Flag = z.boolean();

/** A choice about the screen that this browser remembers; off until the browser has been asked. */
export function useStoredFlag(key: string): [boolean, (on: boolean) => void] {
  const [on, change] = useKept({ key, storage: "local", shape: Flag, empty: false });
  return [on, (next) => change(() => next)];
}
