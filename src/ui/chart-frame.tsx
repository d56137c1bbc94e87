import type { ReactNode } from "react";
import { type ChartPoint, type ChartSeries, colourOf } from "./chart-series";

type ChartFrameProps = {
  label: string;
  data: readonly ChartPoint[];
  x: string;
  series: readonly ChartSeries[];
  formatValue: (value: number) => string;
  formatX: ((x: string) => string) | undefined;
  children: ReactNode;
};

/** A chart with its legend, and the same figures as a table for screen readers. */
export function ChartFrame({ label, data, x, series, formatValue, formatX, children }: ChartFrameProps) {
  return (
    <figure aria-label={label} className="min-w-0">
      {series.length > 1 && (
        <figcaption aria-hidden className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {series.map((each) => (
            <span key={each.key} className="inline-flex items-center gap-1.5">
              <span className="size-2 rounded-sm" style={{ background: colourOf(each) }} />
              {each.label}
            </span>
          ))}
        </figcaption>
      )}
      <div aria-hidden className="text-xs">
        {children}
      </div>
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <td />
              {series.map((each) => (
                <th key={each.key} scope="col">
                  {each.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((point, index) => (
              <tr key={index}>
                <th scope="row">{formatX ? formatX(String(point[x])) : point[x]}</th>
                {series.map((each) => (
                  <td key={each.key}>{formatValue(Number(point[each.key] ?? 0))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
