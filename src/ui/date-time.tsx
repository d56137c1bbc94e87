"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./class-names";
import { formatRelativeTime } from "./relative-time";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

/** One clock for all times on the page. It runs only while at least one is shown. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    nowMs = 0;
  };
}

const readClock = () => (nowMs ||= Date.now());

const format = (at: Date, timeZone: string | undefined, withTime: boolean) =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(withTime && { hour: "2-digit", minute: "2-digit" }),
    ...(timeZone && { timeZone }),
  }).format(at);

type DateTimeProps = { at: Date | string; mode?: "relative" | "date" | "datetime"; className?: string };

/** Server and first paint show the time in UTC; then the browser shows it in its own zone or relative to now. */
export function DateTime({ at, mode = "relative", className }: DateTimeProps) {
  const now = useSyncExternalStore<number | null>(subscribe, readClock, () => null);
  const date = typeof at === "string" ? new Date(at) : at;
  const timeZone = now === null ? "UTC" : undefined;
  const absolute = format(date, timeZone, true);
  const relative = mode === "relative" && now !== null ? formatRelativeTime(date.getTime(), now) : null;
  return (
    <time dateTime={date.toISOString()} title={absolute} className={cn("whitespace-nowrap tabular", className)}>
      {relative ?? (mode === "datetime" ? absolute : format(date, timeZone, false))}
    </time>
  );
}
