"use client";

import { type PointerEvent, useState } from "react";
import { type ChartPoint, leftOf } from "./chart-shape";
import { cn } from "./class-names";

type ChartReadingProps = {
  label: string;
  valueLabel: string;
  points: readonly ChartPoint[];
  /** From the top, in percent. */
  heights: readonly number[];
  formatValue: (value: number) => string;
};

/** Reads a chart point by point: under the pointer, by a finger, or by the arrow keys of a slider over all of it. */
export function ChartReading({ label, valueLabel, points, heights, formatValue }: ChartReadingProps) {
  const [chosen, setAt] = useState<number | null>(null);
  const last = points.length - 1;
  // There may be fewer points than when it was chosen.
  const at = chosen === null ? null : Math.min(last, chosen);
  const point = points[at ?? last];
  const follow = (event: PointerEvent<HTMLInputElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.min(last, Math.max(0, Math.round(((event.clientX - left) / width) * last))));
  };
  const leave = (event: PointerEvent<HTMLInputElement>) => {
    if (document.activeElement !== event.currentTarget) setAt(null);
  };
  if (!point) return null;
  return (
    <>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={`${point.label}: ${formatValue(point.value)}`}
        suppressHydrationWarning
        min={0}
        max={last}
        value={at ?? last}
        className="peer absolute inset-0 m-0 size-full cursor-default touch-pan-y opacity-0"
        onChange={(event) => setAt(event.currentTarget.valueAsNumber)}
        onFocus={() => setAt((before) => before ?? last)}
        onBlur={() => setAt(null)}
        onKeyDown={(event) => event.key === "Escape" && setAt(null)}
        onPointerDown={(event) => {
          // What a finger has chosen stays until another place is touched.
          event.currentTarget.focus({ preventScroll: true });
          follow(event);
        }}
        onPointerMove={follow}
        onPointerLeave={leave}
      />
      <div
        aria-hidden
        className={cn(
          "pointer-events-none absolute inset-0",
          "rounded-sm outline-offset-4 outline-ring peer-focus-visible:outline-2",
        )}
      >
        {at !== null && (
          <Reading left={leftOf(at, points.length)} top={heights[at] ?? 0} title={point.label} label={valueLabel}>
            {formatValue(point.value)}
          </Reading>
        )}
      </div>
    </>
  );
}

type ReadingProps = { left: number; top: number; title: string; label: string; children: string };

/** A line and a dot at the point, and what it says, on the side with room, in more lines where that is little. */
function Reading({ left, top, title, label, children }: ReadingProps) {
  return (
    <>
      <div className="absolute inset-y-0 w-px bg-input" style={{ left: `${left}%` }} />
      <div
        className="absolute -mt-1.5 -ml-1.5 size-3 rounded-full border-2 border-surface bg-chart"
        style={{ left: `${left}%`, top: `${top}%` }}
      />
      <div
        className={cn(
          "absolute top-0 mx-3 px-3 py-2 whitespace-nowrap",
          "rounded-lg border border-border bg-raised shadow-large",
        )}
        style={left < 50 ? { left: `${left}%` } : { right: `${100 - left}%` }}
      >
        <p className="mb-1 font-medium text-foreground">{title}</p>
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="size-2 rounded-sm bg-chart" />
          {label}
          <span className="ml-auto pl-3 font-medium text-foreground tabular">{children}</span>
        </p>
      </div>
    </>
  );
}
