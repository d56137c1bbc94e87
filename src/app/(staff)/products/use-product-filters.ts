"use client";

import { useAddress } from "@/client/use-address";
import { PRODUCT_FILTERS } from "./product-filters";

export const useProductFilters = () => useAddress(PRODUCT_FILTERS);
