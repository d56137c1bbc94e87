"use client";

import { asText } from "@/client/address";
import { useAddress } from "@/client/use-address";

/** What is adjusted, and where: all in the address, so that a label or a link can lead straight here. */
export const useAdjustAddress = () => useAddress({ variant: asText(null), bin: asText(null), lot: asText(null) });
