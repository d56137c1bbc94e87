"use client";

import { ExportList } from "@/app/(staff)/_export/export-list";
import type { Comparison } from "@/modules/reports/report";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { CHOSEN_PERIODS, type ReportFilters } from "./use-report-filters";

type Chosen = (typeof CHOSEN_PERIODS)[number];
const PERIOD_NAMES = {
  month: "This month",
  "last-30-days": "Last 30 days",
  quarter: "This quarter",
  year: "This year",
  own: "Own dates",
} as const satisfies Record<Chosen, string>;
const PERIOD_OPTIONS = CHOSEN_PERIODS.map((value) => ({ value, label: PERIOD_NAMES[value] }));
const COMPARISON_OPTIONS: readonly { value: Comparison; label: string }[] = [
  { value: "before", label: "The days before" },
  { value: "year-before", label: "A year before" },
];

type ToolbarProps = {
  filters: ReportFilters;
  onChange: (change: Partial<ReportFilters>) => void;
  /** What is exported: the question of this list. */
  exported: { of: string; filters: object } | null;
};

/** Over which days, and compared with which. */
export function ReportToolbar({ filters, onChange, exported }: ToolbarProps) {
  const { period, from, to, compare } = filters;
  return (
    <div role="search" aria-label="Report" className="flex flex-wrap items-center gap-2">
      <Select
        label="Period"
        className="w-40"
        value={period}
        onValue={(chosen) => onChange({ period: chosen })}
        options={PERIOD_OPTIONS}
      />
      {period === "own" && (
        <>
          <Day label="From" value={from} onChange={(day) => onChange({ from: day })} />
          <Day label="Until" value={to} onChange={(day) => onChange({ to: day })} />
        </>
      )}
      <div className="flex items-center gap-1.5 text-sm text-muted">
        <span aria-hidden>Compared with</span>
        <Select
          label="Compared with"
          className="w-44"
          value={compare}
          onValue={(chosen) => onChange({ compare: chosen })}
          options={COMPARISON_OPTIONS}
        />
      </div>
      {exported && (
        <div className="ml-auto">
          <ExportList {...exported} />
        </div>
      )}
    </div>
  );
}

/** A day of the shop's calendar. */
const Day = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}) => (
  <label className="flex shrink-0 items-center gap-1.5 text-sm text-muted">
    {label}
    <Input type="date" className="w-36" value={value ?? ""} onChange={({ target }) => onChange(target.value || null)} />
  </label>
);
