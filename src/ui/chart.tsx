"use client";

import { ChartReading } from "./chart-reading";
import { type ChartPoint, curveThrough, labelled, leftOf, ticksOf } from "./chart-shape";
import { cn } from "./class-names";

type AreaChartProps = {
  /** What the chart shows, for screen readers: "Net sales, last 30 days". */
  label: string;
  /** What one value is: "Net sales". */
  valueLabel: string;
  points: readonly ChartPoint[];
  formatValue: (value: number) => string;
  /** Shorter, for the axis: "€4.5K". */
  formatTick: (value: number) => string;
  /** The smallest difference that `formatTick` shows, so that no two values of the axis read the same. */
  leastStep: number;
};

const LABELS_MAX = 8;

/**
 * Values over time. The browser stretches the drawing to the room there is, so that it comes with the page and needs
 * no measuring; texts stand beside it and keep their size.
 */
export function AreaChart({ label, valueLabel, points, formatValue, formatTick, leastStep }: AreaChartProps) {
  const ticks = ticksOf(
    points.map(({ value }) => value),
    leastStep,
  );
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  /** From the top, in percent. */
  const heightOf = (value: number) => ((high - value) / (high - low)) * 100;
  const heights = points.map(({ value }) => heightOf(value));
  return (
    <figure aria-label={label} className="@container min-w-0">
      <div
        className={cn(
          "grid h-[220px] grid-cols-[auto_minmax(0,1fr)] grid-rows-[1fr_auto] gap-x-2",
          "pt-2 text-xs text-muted",
        )}
      >
        <div aria-hidden className="flex flex-col-reverse items-end justify-between tabular">
          {ticks.map((tick) => (
            <span key={tick} suppressHydrationWarning className="flex h-0 items-center">
              {formatTick(tick)}
            </span>
          ))}
        </div>
        <div className="relative">
          <Drawing heights={heights} lines={ticks.map(heightOf)} ground={heightOf(0)} />
          <ChartReading {...{ label, valueLabel, points, heights, formatValue }} />
        </div>
        <Labels points={points} />
      </div>
      <FiguresAsTable {...{ label, valueLabel, points, formatValue }} />
    </figure>
  );
}

function Drawing({ heights, lines, ground }: { heights: readonly number[]; lines: readonly number[]; ground: number }) {
  const curve = curveThrough(heights);
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      fill="none"
      className="absolute inset-0 size-full overflow-visible *:[vector-effect:non-scaling-stroke]"
    >
      <path d={lines.map((height) => `M0 ${height}H100`).join("")} className="stroke-border" />
      <path d={`${curve}V${ground}H0Z`} className="fill-chart/12" />
      <path d={curve} strokeWidth={1.75} strokeLinejoin="round" strokeLinecap="round" className="stroke-chart" />
    </svg>
  );
}

/** Along the bottom: every second one only where there is room. */
function Labels({ points }: { points: readonly ChartPoint[] }) {
  return (
    <div aria-hidden className="relative col-start-2 mt-2 h-4">
      {labelled(points.length, LABELS_MAX).map((index, each) => (
        <span
          key={index}
          suppressHydrationWarning
          className={cn("absolute -translate-x-1/2 whitespace-nowrap", each % 2 === 1 && "hidden @md:inline")}
          style={{ left: `${leftOf(index, points.length)}%` }}
        >
          {points[index]?.label}
        </span>
      ))}
    </div>
  );
}

function FiguresAsTable({ label, valueLabel, points, formatValue }: Omit<AreaChartProps, "formatTick" | "leastStep">) {
  return (
    <div className="sr-only">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{valueLabel}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row" suppressHydrationWarning>
                {point.label}
              </th>
              <td suppressHydrationWarning>{formatValue(point.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
