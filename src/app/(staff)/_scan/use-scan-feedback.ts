"use client";

import { useState } from "react";
import { soundAlarm } from "@/ui/alarm";
import type { ScanFeedback } from "./scan-status";

/**
 * What the last scan did: shown again, and announced again, even where a later one did the same. A warning is heard and
 * felt, too: a person who scans looks at the goods and not at the screen.
 */
export function useScanFeedback() {
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  const show = (next: Omit<ScanFeedback, "turn">) => {
    if (next.tone === "warning") soundAlarm();
    setFeedback((last) => ({ ...next, turn: (last?.turn ?? 0) + 1 }));
  };
  return { feedback, show, clear: () => setFeedback(null) };
}
