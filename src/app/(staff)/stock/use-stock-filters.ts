"use client";

import { useQueryStates } from "nuqs";
import { STOCK_FILTERS } from "./stock-filters";

export const useStockFilters = () => useQueryStates(STOCK_FILTERS);
