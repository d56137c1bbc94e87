"use client";

import { trpc } from "@/client/trpc";

/**
 * Waits until the page has read what a dialog of a customer wrote. Whoever opens the next one at once begins with that
 * version, and meets no change of their own as somebody else's.
 */
export function useReadBack(customerId: string) {
  const { customers } = trpc.useUtils();
  return () => customers.get.invalidate({ customerId });
}
