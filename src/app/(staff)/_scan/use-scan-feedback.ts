"use client";

import { useState } from "react";
import type { ScanFeedback } from "./scan-status";

/** What the last scan did: shown again, and announced again, even where a later one did the same. */
export function useScanFeedback() {
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  const show = (next: Omit<ScanFeedback, "turn">) => setFeedback((last) => ({ ...next, turn: (last?.turn ?? 0) + 1 }));
  return { feedback, show, clear: () => setFeedback(null) };
}
