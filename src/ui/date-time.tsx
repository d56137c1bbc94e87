"use client";

import { formatMoment } from "@/shared/dates";
import { cn } from "./class-names";
import { useRegion } from "./region";
import { formatRelativeTime } from "./relative-time";
import { useNow } from "./use-now";

type DateTimeProps = { at: Date | string; mode?: "relative" | "date" | "datetime"; className?: string };

/**
 * A time in the shop's zone, which is named beside it on hover. The first paint reads as the page goes on to; where the
 * browser would write it a little differently, as the server wrote it.
 */
export function DateTime({ at, mode = "relative", className }: DateTimeProps) {
  const { timeZone } = useRegion();
  const now = useNow();
  const date = typeof at === "string" ? new Date(at) : at;
  const absolute = formatMoment(date);
  const relative = mode === "relative" && now !== null ? formatRelativeTime(date.getTime(), now.getTime()) : null;
  return (
    <time
      suppressHydrationWarning
      dateTime={date.toISOString()}
      title={`${absolute} (${timeZone})`}
      className={cn("whitespace-nowrap tabular", className)}
    >
      {relative ?? (mode === "datetime" ? absolute : formatMoment(date, { withTime: false }))}
    </time>
  );
}
