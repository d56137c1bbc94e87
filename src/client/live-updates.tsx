"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { LiveChannel, type LiveStatus, type OpenStream } from "./live-channel";
import { StaleQueries } from "./stale-queries";
import { TRPCClientError, trpc } from "./trpc";

export type { LiveStatus };

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** A stream that is not back by then is called lost, though it goes on trying. */
const OFFLINE_AFTER_MS = 8_000;
const REOPEN_MS = 2_000;

let status: LiveStatus = "connecting";
const watchers = new Set<() => void>();

function setStatus(next: LiveStatus): void {
  if (next === status) return;
  status = next;
  for (const watch of watchers) watch();
}

const watchStatus = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

/** Whether the screens move by themselves just now. */
export const useLiveStatus = (): LiveStatus =>
  useSyncExternalStore(
    watchStatus,
    () => status,
    () => "connecting",
  );

/** Keeps every screen of this tab current. Stands once in the frame of the signed-in pages. */
export function LiveUpdates() {
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  useEffect(() => {
    const stale = new StaleQueries(queryClient);
    const channel = new LiveChannel(streamOf(client), { event: (event) => stale.note(event), status: setStatus });
    return () => {
      channel.stop();
      stale.stop();
      setStatus("connecting");
    };
  }, [queryClient, client]);
  return <span hidden data-live={useLiveStatus()} />;
}

const streamOf =
  (client: Client): OpenStream =>
  (after, hear) => {
    let last = after;
    let isClosed = false;
    let subscription: { unsubscribe: () => void } | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let givingUp: ReturnType<typeof setTimeout> | undefined;

    const show = (isLive: boolean) => {
      if (isClosed) return;
      if (isLive) {
        clearTimeout(givingUp);
        givingUp = undefined;
        return hear.status("live");
      }
      if (givingUp) return;
      hear.status("connecting");
      givingUp = setTimeout(() => hear.status("offline"), OFFLINE_AFTER_MS);
    };
    const openAgain = () => {
      show(false);
      subscription?.unsubscribe();
      clearTimeout(reopening);
      reopening = setTimeout(begin, REOPEN_MS);
    };
    const begin = () => {
      if (isClosed) return;
      subscription = client.live.events.subscribe(
        { lastEventId: last === null ? null : String(last) },
        {
          onData: ({ data }) => {
            last = data.position;
            hear.event(data);
          },
          onConnectionStateChange: ({ state }) => show(state === "pending"),
          onComplete: () => isClosed || openAgain(),
          onError: (error) => {
            // The session has ended: the page's own door says where to go.
            if (error instanceof TRPCClientError && error.data?.httpStatus === 401) window.location.reload();
            else if (!isClosed) openAgain();
          },
        },
      );
    };
    // A browser that loses its network keeps the stream open and hears nothing: it knows at once, the stream only
    // later.
    const lose = () => hear.status("offline");
    window.addEventListener("offline", lose);
    window.addEventListener("online", openAgain);
    begin();
    return {
      close: () => {
        isClosed = true;
        window.removeEventListener("offline", lose);
        window.removeEventListener("online", openAgain);
        clearTimeout(reopening);
        clearTimeout(givingUp);
        subscription?.unsubscribe();
      },
    };
  };
