"use client";

import { useAddress } from "@/client/use-address";
import { STOCK_FILTERS } from "./stock-filters";

export const useStockFilters = () => useAddress(STOCK_FILTERS);
