"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { PRODUCT_SORTS } from "@/modules/catalog/product";

export const STATUSES = ["archived", "all"] as const;

export const STATUS_OPTIONS = [
  { value: "archived", label: "Archived" },
  { value: "all", label: "All" },
] as const satisfies readonly { value: (typeof STATUSES)[number]; label: string }[];

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
