"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { PRODUCT_SORTS } from "@/modules/catalog/contract";

const STATUSES = ["archived", "all"] as const;

export const STATUS_OPTIONS = [
  { value: "archived", label: "Archived" },
  { value: "all", label: "All" },
] as const satisfies readonly { value: (typeof STATUSES)[number]; label: string }[];

export const isStatus = (value: string | null): value is (typeof STATUSES)[number] =>
  STATUSES.some((status) => status === value);
export const isSort = (value: string): value is (typeof PRODUCT_SORTS)[number] =>
  PRODUCT_SORTS.some((sort) => sort === value);

/**
 * What the list is narrowed to and ordered by: kept in the address, so that it can be sent, reloaded and gone back to.
 */
export const useProductFilters = () =>
  useQueryStates({
    search: parseAsString.withDefault(""),
    category: parseAsString,
    vendor: parseAsString,
    status: parseAsStringLiteral(STATUSES),
    sort: parseAsStringLiteral(PRODUCT_SORTS).withDefault("title"),
    descending: parseAsBoolean.withDefault(false),
  });
