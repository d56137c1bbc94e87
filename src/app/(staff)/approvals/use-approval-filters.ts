"use client";

import { asFlag, asOneOf, asText } from "@/client/address";
import { useAddress } from "@/client/use-address";
import { APPROVAL_KINDS, APPROVAL_STATES } from "@/modules/approvals/approval";

/** What the list is narrowed to: kept in the address. */
export const useApprovalFilters = () =>
  useAddress({
    state: asOneOf(APPROVAL_STATES, null),
    kind: asOneOf(APPROVAL_KINDS, null),
    own: asFlag(false),
    about: asText(null),
  });
