const COLOURS = {
  accent: "var(--accent)",
  success: "var(--success)",
  warning: "var(--warning)",
  danger: "var(--danger)",
  info: "var(--info)",
  neutral: "var(--input)",
} as const;

export type ChartSeries = { key: string; label: string; tone?: keyof typeof COLOURS };
export type ChartPoint = Readonly<Record<string, string | number>>;

export const colourOf = (series: ChartSeries): string => COLOURS[series.tone ?? "accent"];
