"use client";

import { shopDay } from "@/modules/shop/shop";
import { useRegion } from "@/ui/region";
import { useNow } from "@/ui/use-now";

/** The shop's day, which goes on while a page is open; empty as long as nobody knows it. */
export function useToday(): string {
  const { timeZone } = useRegion();
  const now = useNow();
  return now === null ? "" : shopDay(timeZone, now);
}
