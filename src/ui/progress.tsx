import { cn } from "./class-names";

const FILLS = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger" } as const;

type ProgressProps = {
  label: string;
  /** Left out while it is unknown. */
  value?: number | undefined;
  max: number;
  /** Beside the bar, such as "1,200 of 5,000 rows"; by default a percentage. */
  text?: string;
  tone?: keyof typeof FILLS;
  hideLabel?: boolean;
};

export function Progress({ label, value, max, text, tone = "accent", hideLabel = false }: ProgressProps) {
  const bounded = value === undefined ? null : Math.min(Math.max(value, 0), max);
  const percent = bounded === null || max <= 0 ? 0 : Math.floor((bounded / max) * 100);
  const valueText = text ?? (bounded === null ? "Working…" : `${percent}%`);
  return (
    <div className="flex flex-col gap-1">
      <div className={cn("flex items-baseline justify-between gap-3 text-sm", hideLabel && "sr-only")}>
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular">{valueText}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max > 0 ? max : 1}
        {...(bounded !== null && { "aria-valuenow": bounded, "aria-valuetext": valueText })}
        className="h-1.5 overflow-hidden rounded-full bg-subtle inset-ring inset-ring-border"
      >
        <div
          className={cn(
            "h-full rounded-full transition-[width] duration-300",
            FILLS[tone],
            bounded === null && "w-1/3 animate-indeterminate",
          )}
          {...(bounded !== null && { style: { width: `${percent}%` } })}
        />
      </div>
    </div>
  );
}
