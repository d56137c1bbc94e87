"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const STATES = ["in-stock", "low", "out", "expired", "archived"] as const;
export const SORTS = ["title", "available", "onHand"] as const;

export const STATE_OPTIONS = [
  { value: "in-stock", label: "In stock" },
  { value: "low", label: "Low" },
  { value: "out", label: "Out of stock" },
  { value: "expired", label: "Expired" },
  { value: "archived", label: "Archived" },
] as const satisfies readonly { value: (typeof STATES)[number]; label: string }[];

/**
 * What the list is narrowed to and ordered by: kept in the address, so that it can be sent, reloaded and gone back to.
 */
export const useStockFilters = () =>
  useQueryStates({
    search: parseAsString.withDefault(""),
    warehouse: parseAsString,
    state: parseAsStringLiteral(STATES),
    sort: parseAsStringLiteral(SORTS).withDefault("title"),
    descending: parseAsBoolean.withDefault(false),
  });
