"use client";

import { parseAsString, useQueryStates } from "nuqs";

/** What is adjusted, and where: all in the address, so that a label or a link can lead straight here. */
export const useAdjustAddress = () =>
  useQueryStates({ variant: parseAsString, bin: parseAsString, lot: parseAsString });
