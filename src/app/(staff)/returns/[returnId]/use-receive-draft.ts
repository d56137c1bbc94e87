"use client";

import { useRef, useState } from "react";
import { EMPTY, type ReceiveDraft } from "./receive-draft";

/** What is being received. `latest` is at hand at once, for a scan that follows another before the page has drawn. */
export function useReceiveDraft() {
  const newest = useRef<ReceiveDraft>(EMPTY);
  const [draft, setDraft] = useState<ReceiveDraft>(EMPTY);
  const change = (next: (draft: ReceiveDraft) => ReceiveDraft) => {
    newest.current = next(newest.current);
    setDraft(newest.current);
  };
  return { draft, change, latest: () => newest.current };
}
