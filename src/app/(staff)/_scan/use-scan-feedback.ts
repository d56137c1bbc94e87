"use client";

import { useState } from "react";
import type { ScanFeedback } from "./scan-panel";

/** The last word on a scan, each told anew. */
export function useScanFeedback() {
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  const tell = (next: Omit<ScanFeedback, "turn">) => setFeedback((last) => ({ ...next, turn: (last?.turn ?? 0) + 1 }));
  return { feedback, tell, forget: () => setFeedback(null) };
}
