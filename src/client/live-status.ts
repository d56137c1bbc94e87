"use client";

import { useSyncExternalStore } from "react";
import type { LiveStatus } from "./live-channel";

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

export function setStatus(next: LiveStatus): void {
  reported = next;
  wasLive ||= next === "live";
  show();
}

export function setOutdated(next: boolean): void {
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

export const isShownOutdated = (): boolean => isOutdated;

/** As it was before anything was followed. */
export function resetStatus(): void {
  wasLive = false;
  isOutdated = false;
  setStatus("connecting");
}
