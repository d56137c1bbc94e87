"use client";

import { listOf, isText } from "@/shared/guard";
import { usePersistentState } from "./use-persistent-state";

const isColumnIds = listOf(isText);
const NO_COLUMN_IDS: string[] = [];

/** The columns of a list that this browser hides, as the props of its column menu. `list` is the singular: `order`. */
export function useHiddenColumns(list: string) {
  const [hidden, change] = usePersistentState({
    key: `quartermaster.${list}-columns-hidden`,
    storage: "local",
    is: isColumnIds,
    empty: NO_COLUMN_IDS,
  });
  return { hidden, onHidden: (next: string[]) => change(() => next) };
}
