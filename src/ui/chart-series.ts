const COLOURS = {
  accent: "var(--chart-accent)",
  success: "var(--chart-success)",
  warning: "var(--chart-warning)",
  danger: "var(--chart-danger)",
  info: "var(--chart-info)",
  neutral: "var(--chart-neutral)",
} as const;

export type ChartSeries = { key: string; label: string; tone?: keyof typeof COLOURS };
export type ChartPoint = Readonly<Record<string, string | number>>;

export const colourOf = (series: ChartSeries): string => COLOURS[series.tone ?? "accent"];
