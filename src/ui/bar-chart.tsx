import Link from "next/link";
import { cn } from "./class-names";

type Bar = { id: string; label: string; value: number; before: number; href: string };

type BarChartProps = {
  /** What the bars are: "Net sales". */
  label: string;
  bars: readonly Bar[];
  /** What the pale bars are: "1 Mar – 30 Mar". */
  beforeLabel: string;
};

/**
 * Groups side by side, each over what it was before. A picture of the table beside it, which says the same in figures:
 * so readers of screens and keyboards are led to that, and the bars are for eyes and pointers.
 */
export function BarChart({ label, bars, beforeLabel }: BarChartProps) {
  const values = bars.flatMap(({ value, before }) => [value, before]);
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const shareOf = (value: number) => (value / (high - low)) * 100;
  const ground = -shareOf(low);
  return (
    <div aria-hidden>
      <ol className="flex flex-col gap-1.5">
        {bars.map(({ id, label: name, value, before, href }) => (
          <li key={id}>
            <Link
              href={href}
              tabIndex={-1}
              prefetch={false}
              className="block rounded-md px-2 py-1 text-sm outline-none hover:bg-subtle"
            >
              <span className="block truncate">{name}</span>
              <Line ground={ground} share={shareOf(value)} className="h-2 bg-chart" />
              <Line ground={ground} share={shareOf(before)} className="h-1 bg-input" />
            </Link>
          </li>
        ))}
      </ol>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 px-2 text-xs text-muted">
        <Key className="bg-chart">{label}</Key>
        <Key className="bg-input">{beforeLabel}</Key>
      </p>
    </div>
  );
}

const Line = ({ ground, share, className }: { ground: number; share: number; className: string }) => (
  <span className="relative mt-0.5 block h-2">
    <span
      className={cn("absolute top-0 rounded-sm", className)}
      style={{ left: `${share < 0 ? ground + share : ground}%`, width: `${Math.abs(share)}%` }}
    />
  </span>
);

const Key = ({ className, children }: { className: string; children: string }) => (
  <span className="inline-flex items-center gap-1.5">
    <span className={cn("size-2 rounded-sm", className)} />
    <span suppressHydrationWarning>{children}</span>
  </span>
);
