"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { formatCount } from "@/shared/plural";
import { Button } from "./button";

/** Loading begins this far before the end is in view. */
const LOAD_AHEAD_MARGIN = "400px";

type LoadMoreProps = { hasMore: boolean; loading: boolean; onMore: () => void; shown?: number };

/** The end of a list with keyset pagination: loads more when scrolled into view, or by its button. */
export function LoadMore({ hasMore, loading, onMore, shown }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null);
  const reached = useEffectEvent(() => {
    if (hasMore && !loading) onMore();
  });
  useEffect(() => {
    if (!end.current || !hasMore || loading) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) reached();
      },
      { rootMargin: LOAD_AHEAD_MARGIN },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore, loading]);

  return (
    <div ref={end} className="flex items-center justify-between gap-3 text-xs text-muted">
      <span role="status" className="tabular">
        {shown !== undefined && `${formatCount(shown, "row")}${hasMore ? " so far" : ""}`}
      </span>
      {hasMore && (
        <Button size="sm" pending={loading} onClick={onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}
