"use client";

import { asOneOf, asText } from "@/client/address";
import { useAddress } from "@/client/use-address";
import { USER_STATUSES } from "@/modules/users/user";
import { ROLES } from "@/shared/access";

/** What the list is narrowed to, and whose sheet is open: kept in the address. */
export const useUserFilters = () =>
  useAddress({
    search: asText(""),
    role: asOneOf(ROLES, null),
    status: asOneOf(USER_STATUSES, null),
    user: asText(null),
  });
