import type { ReactNode } from "react";

/** Where a column goes when rows become cards on a phone. */
export type CardPlace = "title" | "subtitle" | "aside" | "detail" | "none";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, with digits of equal width. */
  numeric?: boolean;
  sortable?: boolean;
  /** A CSS width, such as "8rem". */
  width?: string;
  hideable?: boolean;
  card?: CardPlace;
  /** The label of a detail on a card; empty where the detail explains itself. */
  cardLabel?: string;
};

export type Sort = { id: string; direction: "asc" | "desc" };

/** The first click sorts numbers from the largest and words from the first letter. */
export function nextSort(current: Sort | null | undefined, column: { id: string; numeric?: boolean }): Sort {
  if (current?.id === column.id) return { id: column.id, direction: current.direction === "asc" ? "desc" : "asc" };
  return { id: column.id, direction: column.numeric ? "desc" : "asc" };
}
