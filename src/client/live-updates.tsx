"use client";

import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { StalenessTable } from "@/shared/staleness";
import { LiveChannel, type LiveStatus } from "./live-channel";
import { LiveStream } from "./live-stream";
import { StaleQueries } from "./stale-queries";
import { mayBeAnsweredLater, readAfter, trpc } from "./trpc";

/** What failed is asked for again, since nobody will tell of it a second time: by each browser at another moment. */
const ASK_AGAIN_MS = 5_000;
const askAgainPause = (): number => ASK_AGAIN_MS * (0.5 + Math.random());

/**
 * `reconnecting`: the page was live before, so what it shows may be out of date. `updating`: it is out of date,
 * since it was hidden or asking failed, and is being asked for again.
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

const waits = ({ state }: Query) =>
  state.isInvalidated && (state.fetchStatus !== "idle" || mayBeAnsweredLater(state.error));

/** Ends `updating` as soon as nothing on the screen waits for a new answer, and asks again for what failed. */
function watchOutdated(queryClient: QueryClient) {
  const cache = queryClient.getQueryCache();
  let askingAgain: ReturnType<typeof setTimeout> | undefined;
  const askAgain = () => {
    askingAgain = undefined;
    if (!isHidden()) void queryClient.refetchQueries({ type: "active", fetchStatus: "idle", predicate: waits });
  };
  const look = () => {
    if (!isOutdated || isHidden()) return;
    const waiting = cache.findAll({ type: "active", predicate: waits });
    if (waiting.length === 0) setOutdated(false);
    else if (waiting.every(({ state }) => state.fetchStatus === "idle"))
      askingAgain ??= setTimeout(askAgain, askAgainPause());
  };
  // The query client asks again when it hears that the tab is shown, which may be after this.
  const lookSoon = () => void setTimeout(look);
  document.addEventListener("visibilitychange", lookSoon);
  const unsubscribe = cache.subscribe(() => isOutdated && lookSoon());
  return {
    onOutdated: () => {
      setOutdated(true);
      lookSoon();
    },
    stop: () => {
      document.removeEventListener("visibilitychange", lookSoon);
      clearTimeout(askingAgain);
      unsubscribe();
    },
  };
}

/** Keeps every screen of this tab current. Stands once in the frame of the signed-in pages. */
export function LiveUpdates({ staleness }: { staleness: StalenessTable }) {
  // The table never changes, but each rendering of the layout brings a copy, which must not reopen the stream.
  const [table] = useState(staleness);
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  useEffect(() => {
    const { onOutdated, stop } = watchOutdated(queryClient);
    const stale = new StaleQueries(queryClient, table, { isHidden, onOutdated });
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
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      stop();
      channel.stop();
      stale.stop();
      wasLive = false;
      isOutdated = false;
      setStatus("connecting");
    };
  }, [queryClient, client, table]);
  return <span hidden data-live={useLiveStatus()} />;
}
