"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { StalenessTable } from "@/shared/staleness";
import { LiveChannel, type LiveStatus } from "./live-channel";
import { LiveStream } from "./live-stream";
import { StaleQueries } from "./stale-queries";
import { trpc } from "./trpc";

/** `reconnecting`: the page was live before, so what it shows may be out of date. */
export type ShownLiveStatus = LiveStatus | "reconnecting";

let status: ShownLiveStatus = "connecting";
let wasLive = false;
const watchers = new Set<() => void>();

function setStatus(reported: LiveStatus): void {
  const next = reported === "connecting" && wasLive ? "reconnecting" : reported;
  wasLive ||= next === "live";
  if (next === status) return;
  status = next;
  for (const watch of watchers) watch();
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

/** Keeps every screen of this tab current. Stands once in the frame of the signed-in pages. */
export function LiveUpdates({ staleness }: { staleness: StalenessTable }) {
  // The table never changes, but each rendering of the layout brings a copy, which must not reopen the stream.
  const [table] = useState(staleness);
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  useEffect(() => {
    const stale = new StaleQueries(queryClient, table);
    const channel = new LiveChannel((after, listener) => new LiveStream(client, after, listener), {
      onEvent: (event) => stale.add(event),
      onStatus: setStatus,
    });
    return () => {
      channel.stop();
      stale.stop();
      wasLive = false;
      setStatus("connecting");
    };
  }, [queryClient, client, table]);
  return <span hidden data-live={useLiveStatus()} />;
}
