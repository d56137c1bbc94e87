"use client";

import { asOneOf, asText } from "@/client/address";
import { useAddress } from "@/client/use-address";
import { AUDIT_KINDS } from "@/modules/history/audit";

export const NO_FILTERS = {
  search: "",
  who: null,
  kind: null,
  action: null,
  warehouse: null,
  session: null,
  from: null,
  until: null,
} as const;

/** What the list is narrowed to, and which entry is open: kept in the address. */
export const useAuditFilters = () =>
  useAddress({
    search: asText(""),
    who: asText(null),
    kind: asOneOf(AUDIT_KINDS, null),
    action: asText(null),
    warehouse: asText(null),
    session: asText(null),
    from: asText(null),
    until: asText(null),
  });
