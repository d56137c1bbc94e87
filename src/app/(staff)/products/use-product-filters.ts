"use client";

import { useQueryStates } from "nuqs";
import { PRODUCT_FILTERS } from "./product-filters";

export const useProductFilters = () => useQueryStates(PRODUCT_FILTERS);
