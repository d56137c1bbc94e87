"use client";

import { asOneOf, asText } from "@/client/address";
import { useAddress } from "@/client/use-address";
import { KEY_STATES } from "@/modules/users/key";

/** What the list is narrowed to: kept in the address. */
export const useKeyFilters = () => useAddress({ search: asText(""), state: asOneOf(KEY_STATES, null) });
