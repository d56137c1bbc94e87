"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { USER_STATUSES } from "@/modules/users/user";
import { ROLES } from "@/shared/access";

/** What the list is narrowed to, and whose sheet is open: kept in the address. */
export const useUserFilters = () =>
  useQueryStates({
    search: parseAsString.withDefault(""),
    role: parseAsStringLiteral(ROLES),
    status: parseAsStringLiteral(USER_STATUSES),
    user: parseAsString,
  });
