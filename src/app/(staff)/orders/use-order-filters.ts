"use client";

import { useAddress } from "@/client/use-address";
import { ORDER_FILTERS } from "./order-filters";

export const useOrderFilters = () => useAddress(ORDER_FILTERS);
