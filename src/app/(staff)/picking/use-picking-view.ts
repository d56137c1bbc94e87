"use client";

import { asOneOf } from "@/client/address";
import { useAddress } from "@/client/use-address";
import { PICK_LIST_VIEWS } from "@/modules/picking/pick-list";

const PICKING_VIEWS = [...PICK_LIST_VIEWS, "counts"] as const;

/** What of the work one looks at: kept in the address. */
export const usePickingView = () => useAddress({ view: asOneOf(PICKING_VIEWS, "open") });
