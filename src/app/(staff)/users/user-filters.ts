"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { USER_STATUSES } from "@/modules/users/user";
import { ROLES } from "@/shared/access";

export const isRole = (value: string | null): value is (typeof ROLES)[number] => ROLES.some((role) => role === value);
export const isStatus = (value: string | null): value is (typeof USER_STATUSES)[number] =>
  USER_STATUSES.some((status) => status === value);

/** What the list is narrowed to, and whose sheet is open: kept in the address. */
export const useUserFilters = () =>
  useQueryStates({
    search: parseAsString.withDefault(""),
    role: parseAsStringLiteral(ROLES),
    status: parseAsStringLiteral(USER_STATUSES),
    user: parseAsString,
  });
