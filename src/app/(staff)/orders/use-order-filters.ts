"use client";

import { useQueryStates } from "nuqs";
import { ORDER_FILTERS } from "./order-filters";

export const useOrderFilters = () => useQueryStates(ORDER_FILTERS);
