"use client";

import { type ComponentType, useState } from "react";
import { rowsBetween, withRows } from "./chosen-rows";
import { deferred } from "./on-demand";
import type { RowBoxProps } from "./row-box";

export type SelectRow = (id: string, isChosen: boolean, withShift: boolean) => void;

/** The rows of a list that are chosen, by their ids; and the boxes, which lists that have none need not load. */
export type RowSelection = {
  ids: ReadonlySet<string>;
  change: (next: (ids: ReadonlySet<string>) => ReadonlySet<string>) => void;
  /** Chooses a row, or with Shift all from the row before. It stays the same while rows come and change. */
  select: SelectRow;
  Box: ComponentType<RowBoxProps>;
};

const NONE: ReadonlySet<string> = new Set();

export function useRowSelection(): RowSelection {
  const [ids, change] = useState(NONE);
  const [select] = useState(() => selectIn(change));
  return { ids, change, select, Box };
}

function selectIn(change: RowSelection["change"]): SelectRow {
  let last: string | null = null;
  return (id, isChosen, withShift) => {
    const meant = withShift ? rowsBetween(shownBeside(id), last, id) : [id];
    last = id;
    // With Shift the browser marks all texts in between, too.
    if (withShift) getSelection()?.removeAllRanges();
    change((now) => withRows(now, meant, isChosen));
  };
}

/** The rows of the table in which this one stands, as they are shown. */
function shownBeside(id: string): string[] {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const body = rows.find(({ dataset }) => dataset["row"] === id)?.parentElement;
  return rows.flatMap((row) => (row.parentElement === body ? (row.dataset["row"] ?? []) : []));
}

const Place = () => <span className="block size-4 pointer-coarse:size-5" />;

/** Behind the page, in a place that is kept for it: rows are read before they are chosen. */
const Box = deferred<RowBoxProps>(() => import("./row-box").then((file) => file.RowBox), Place, Place);
