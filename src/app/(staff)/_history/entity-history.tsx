"use client";

import { deferred } from "@/ui/on-demand";
import { HistorySkeleton } from "./history-skeleton";

/** The history of a thing, with the words of every kind of change: fetched behind the rest of a page. */
export const EntityHistory = deferred(
  () => import("./entity-entries").then((file) => file.EntityEntries),
  HistorySkeleton,
);
