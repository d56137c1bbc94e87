"use client";

import { useLatestState } from "@/ui/use-latest-state";
import { EMPTY, type ReceiveDraft } from "./receive-draft";

/** What is being received. */
export function useReceiveDraft() {
  const { value: draft, change, latest } = useLatestState((): ReceiveDraft => EMPTY);
  return { draft, change, latest };
}
