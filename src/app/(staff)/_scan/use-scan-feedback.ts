"use client";

import { useEffect, useState } from "react";
import type { ScanFeedback } from "./scan-status";

/** Fetched behind the page's own scripts, and again where that failed. */
const loadAlarm = () => import("@/ui/alarm");
const sound = () =>
  loadAlarm().then(
    ({ soundAlarm }) => soundAlarm(),
    () => {},
  );

/**
 * What the last scan did: shown again, and announced again, even where a later one did the same. A warning is heard and
 * felt, too: a person who scans looks at the goods and not at the screen.
 */
export function useScanFeedback() {
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  useEffect(() => void loadAlarm().catch(() => {}), []);
  const show = (next: Omit<ScanFeedback, "turn">) => {
    if (next.tone === "warning") void sound();
    setFeedback((last) => ({ ...next, turn: (last?.turn ?? 0) + 1 }));
  };
  return { feedback, show, clear: () => setFeedback(null) };
}
