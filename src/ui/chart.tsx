"use client";

import type { ReactNode } from "react";
import { Area, AreaChart as RechartsArea, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatQuantity } from "@/shared/quantity";
import { currentRegion, formatCache } from "@/shared/region";
import { ChartFrame } from "./chart-frame";
import { type ChartPoint, type ChartSeries, colourOf } from "./chart-series";
import { ChartTooltip } from "./chart-tooltip";

export type ChartProps = {
  /** What the chart shows, for screen readers: "Sales per day, last 30 days". */
  label: string;
  data: readonly ChartPoint[];
  /** The key of the values along the bottom. */
  x: string;
  series: readonly ChartSeries[];
  height?: number;
  formatValue?: (value: number) => string;
  /** Shorter than in the tooltip, such as "€4.5K"; by default as `formatValue` writes it. */
  formatTick?: (value: number) => string;
  formatX?: (x: string) => string;
  stacked?: boolean;
};

const HEIGHT_PIXELS = 220;
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const TICK = { fill: "var(--muted)", fontSize: 11 };
const compact = formatCache(
  (locale: string) => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }),
);

export function AreaChart(props: ChartProps) {
  const { data, series, stacked = false } = props;
  return (
    <Frame {...props}>
      <RechartsArea data={[...data]} margin={MARGIN} accessibilityLayer={false}>
        {axes(props)}
        {series.map((each) => (
          <Area
            key={each.key}
            dataKey={each.key}
            name={each.label}
            type="monotone"
            stroke={colourOf(each)}
            strokeWidth={1.75}
            fill={colourOf(each)}
            fillOpacity={0.12}
            isAnimationActive={false}
            {...(stacked && { stackId: "all" })}
          />
        ))}
      </RechartsArea>
    </Frame>
  );
}

function Frame({
  label,
  data,
  x,
  series,
  height = HEIGHT_PIXELS,
  formatValue = formatQuantity,
  formatX,
  children,
}: ChartProps & { children: ReactNode }) {
  return (
    <ChartFrame label={label} data={data} x={x} series={series} formatValue={formatValue} formatX={formatX}>
      <ResponsiveContainer width="100%" height={height}>
        {children}
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function axes({ x, formatValue = formatQuantity, formatTick, formatX }: ChartProps) {
  const axisValue =
    formatTick ??
    (formatValue === formatQuantity ? (value: number) => compact(currentRegion().locale).format(value) : formatValue);
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--border)" />
      <XAxis
        dataKey={x}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: "var(--border)" }}
        tickMargin={8}
        minTickGap={28}
        tickFormatter={(value: string | number) => (formatX ? formatX(String(value)) : String(value))}
      />
      <YAxis tick={TICK} tickLine={false} axisLine={false} width="auto" tickFormatter={axisValue} tickCount={5} />
      <Tooltip
        cursor={{ fill: "var(--subtle)", stroke: "var(--border)" }}
        isAnimationActive={false}
        content={({ active, label, payload }) =>
          active ? (
            <ChartTooltip
              title={formatX ? formatX(String(label)) : String(label)}
              rows={payload.map((entry) => ({
                label: String(entry.name),
                value: formatValue(Number(entry.value)),
                colour: entry.color ?? "",
              }))}
            />
          ) : null
        }
      />
    </>
  );
}
