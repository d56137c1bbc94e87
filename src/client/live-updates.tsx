"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { StalenessTable } from "@/shared/staleness";
import { LiveChannel, type LiveStatus } from "./live-channel";
import { LiveStream } from "./live-stream";
import { StaleQueries } from "./stale-queries";
import { readAfter, trpc } from "./trpc";

/**
 * `reconnecting`: the page was live before, so what it shows may be out of date. `updating`: it was hidden, is out of
 * date, and is being asked for again.
 */
export type ShownLiveStatus = LiveStatus | "reconnecting" | "updating";

let reported: LiveStatus = "connecting";
let status: ShownLiveStatus = "connecting";
let wasLive = false;
let isOutdated = false;
const watchers = new Set<() => void>();

function setStatus(next: LiveStatus): void {
  reported = next;
  wasLive ||= next === "live";
  show();
}

function setOutdated(next: boolean): void {
  isOutdated = next;
  show();
}

function show(): void {
  const next = shownStatus();
  if (next === status) return;
  status = next;
  for (const watch of watchers) watch();
}

function shownStatus(): ShownLiveStatus {
  if (reported === "connecting" && wasLive) return "reconnecting";
  return reported === "live" && isOutdated ? "updating" : reported;
}

const watchStatus = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

/** Whether the screens are updated live at the moment. */
export const useLiveStatus = (): ShownLiveStatus =>
  useSyncExternalStore(
    watchStatus,
    () => status,
    () => "connecting",
  );

const isHidden = () => document.visibilityState === "hidden";

/** Ends `updating` as soon as nothing on the screen waits for a new answer. */
function watchOutdated(queryClient: QueryClient): () => void {
  const cache = queryClient.getQueryCache();
  const look = () => {
    if (!isOutdated || isHidden()) return;
    const waits = cache.findAll({ type: "active", stale: true, fetchStatus: "fetching" });
    if (waits.every(({ state }) => !state.isInvalidated)) setOutdated(false);
  };
  // The query client asks again when it hears that the tab is shown, which may be after this.
  const onShown = () => void setTimeout(look);
  document.addEventListener("visibilitychange", onShown);
  const unsubscribe = cache.subscribe(({ type }) => type === "updated" && isOutdated && onShown());
  return () => {
    document.removeEventListener("visibilitychange", onShown);
    unsubscribe();
  };
}

/** Keeps every screen of this tab current. Stands once in the frame of the signed-in pages. */
export function LiveUpdates({ staleness }: { staleness: StalenessTable }) {
  // The table never changes, but each rendering of the layout brings a copy, which must not reopen the stream.
  const [table] = useState(staleness);
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  useEffect(() => {
    const stale = new StaleQueries(queryClient, table, { isHidden, onOutdated: () => setOutdated(true) });
    const channel = new LiveChannel((after, listener) => new LiveStream(client, after, listener), {
      onEvent: (event) => {
        readAfter(event.readAfter);
        stale.add(event);
      },
      onStatus: setStatus,
    });
    const onVisibility = () => channel.setHidden(isHidden());
    document.addEventListener("visibilitychange", onVisibility);
    onVisibility();
    const unwatch = watchOutdated(queryClient);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      unwatch();
      channel.stop();
      stale.stop();
      wasLive = false;
      isOutdated = false;
      setStatus("connecting");
    };
  }, [queryClient, client, table]);
  return <span hidden data-live={useLiveStatus()} />;
}
