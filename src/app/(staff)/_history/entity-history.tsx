"use client";

import dynamic from "next/dynamic";
import { PartNotLoaded } from "@/ui/on-demand";
import { HistorySkeleton } from "./history-skeleton";

/** The history of a thing, with the words of every kind of change: fetched behind the rest of a page. */
export const EntityHistory = dynamic(
  () =>
    import("./entity-entries").then(
      (file) => file.EntityEntries,
      () => PartNotLoaded,
    ),
  {
    ssr: false,
    loading: HistorySkeleton,
  },
);
