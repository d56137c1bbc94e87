type ChartTooltipProps = { title: string; rows: readonly { label: string; value: string; colour: string }[] };

export function ChartTooltip({ title, rows }: ChartTooltipProps) {
  return (
    <div className="rounded-lg border border-border bg-raised px-3 py-2 text-xs shadow-large">
      <p className="mb-1 font-medium">{title}</p>
      {rows.map((row) => (
        <p key={row.label} className="flex items-center gap-2">
          <span className="size-2 rounded-sm" style={{ background: row.colour }} />
          <span className="text-muted">{row.label}</span>
          <span className="ml-auto pl-3 font-medium tabular">{row.value}</span>
        </p>
      ))}
    </div>
  );
}
