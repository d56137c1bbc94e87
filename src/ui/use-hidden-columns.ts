"use client";

import * as z from "zod";
import { usePersistentState } from "./use-persistent-state";

const ColumnIds = z.array(z.string());
const NO_COLUMN_IDS: string[] = [];

/** The columns of a list that this browser hides, as the props of its column menu. `list` is the singular: `order`. */
export function useHiddenColumns(list: string) {
  const [hidden, change] = usePersistentState({
    key: `quartermaster.${list}-columns-hidden`,
    storage: "local",
    shape: ColumnIds,
    empty: NO_COLUMN_IDS,
  });
  return { hidden, onHidden: (next: string[]) => change(() => next) };
}
