"use client";

import { useEffect, useRef, useState } from "react";

/**
 * For a table: marks it where it would be wider than its frame with every word whole. The mark stays, since with its
 * words broken the table fits, and would be whole and too wide again.
 */
export function useTight() {
  const ref = useRef<HTMLTableElement>(null);
  const [isTight, setTight] = useState(false);
  useEffect(() => {
    const table = ref.current;
    if (!table || isTight) return;
    const observer = new ResizeObserver(() => {
      if (table.offsetWidth > (table.parentElement?.clientWidth ?? Infinity)) setTight(true);
    });
    observer.observe(table);
    return () => observer.disconnect();
  }, [isTight]);
  return { ref, "data-tight": isTight || undefined };
}
