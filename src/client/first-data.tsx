"use client";

import { type DehydratedState, HydrationBoundary } from "@tanstack/react-query";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { QUERY_STALE_MS } from "./query-age";

/** Screens below it find what the server asked for them as if they had asked it themselves. */
export function FirstData({ state, children }: { state: DehydratedState | null; children: ReactNode }) {
  const isShown = useSyncExternalStore(neverChanges, wasLoaded, isLoading);
  const [asOfPage] = useState(() => state && datedByPage(state, isShown));
  return <HydrationBoundary state={asOfPage}>{children}</HydrationBoundary>;
}

const neverChanges = () => () => {};
/** What a page is made live from: its HTML shows the answers already, however long its scripts were on their way. */
const isLoading = () => true;
const wasLoaded = () => false;

/**
 * An answer counts as old as the page that brought it, by the browser's own clock. A page that comes back from the
 * history of its tab brings answers that are too old to be shown.
 */
function datedByPage({ queries, mutations }: DehydratedState, isShown: boolean): DehydratedState | null {
  if (typeof window === "undefined") return { queries, mutations };
  if (!isShown && performance.now() > QUERY_STALE_MS) return null;
  const date = (query: DehydratedState["queries"][number]) => ({
    ...query,
    state: { ...query.state, dataUpdatedAt: performance.timeOrigin },
  });
  return { queries: queries.map(date), mutations };
}
