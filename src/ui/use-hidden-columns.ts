"use client";

import { type Shape, usePersistentState } from "./use-persistent-state";

const isText = (entry: unknown): entry is string => typeof entry === "string";
const COLUMN_IDS: Shape<string[]> = {
  safeParse: (stored) =>
    Array.isArray(stored) && stored.every(isText) ? { success: true, data: stored } : { success: false },
};
const NO_COLUMN_IDS: string[] = [];

/** The columns of a list that this browser hides, as the props of its column menu. `list` is the singular: `order`. */
export function useHiddenColumns(list: string) {
  const [hidden, change] = usePersistentState({
    key: `quartermaster.${list}-columns-hidden`,
    storage: "local",
    shape: COLUMN_IDS,
    empty: NO_COLUMN_IDS,
  });
  return { hidden, onHidden: (next: string[]) => change(() => next) };
}
