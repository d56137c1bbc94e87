"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { KEY_STATES } from "@/modules/users/key";

/** What the list is narrowed to: kept in the address. */
export const useKeyFilters = () =>
  useQueryStates({ search: parseAsString.withDefault(""), state: parseAsStringLiteral(KEY_STATES) });
