import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { Skeleton } from "./skeleton";

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight } as const;

type StatDelta = {
  text: string;
  direction: keyof typeof ARROWS;
  /** Whether the change is welcome; left out, it has no colour. */
  good?: boolean;
};

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  delta?: StatDelta | undefined;
  hint?: ReactNode;
  href?: string;
  icon?: ReactNode;
  loading?: boolean;
};

/** One figure with its label and its change. */
export function Stat({ label, value, delta, hint, href, icon, loading = false }: StatProps) {
  const look = "flex min-w-0 flex-col gap-1 rounded-lg border border-border bg-surface p-3 shadow-small md:p-4";
  const inner = (
    <>
      <span className="flex items-center justify-between gap-2 text-sm text-muted [&_svg]:size-4">
        <span className="truncate">{label}</span>
        {icon}
      </span>
      {loading ? (
        <Skeleton className="my-1 h-6 w-24" />
      ) : (
        <span
          className={cn(
            "text-xl font-semibold wrap-anywhere tracking-tight tabular",
            "[&_span]:whitespace-normal md:text-2xl",
          )}
        >
          {value}
        </span>
      )}
      {loading ? (
        <Skeleton className="h-4 w-28 max-w-full" />
      ) : (
        (delta || hint) && (
          <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
            {delta && <Delta {...delta} />}
            {hint}
          </span>
        )
      )}
    </>
  );
  if (!href) return <div className={look}>{inner}</div>;
  return (
    <Link href={href} className={cn(look, "transition-colors hover:border-input hover:bg-subtle")}>
      {inner}
    </Link>
  );
}

function Delta({ text, direction, good }: StatDelta) {
  const Arrow = ARROWS[direction];
  const tone = good === undefined ? "text-muted" : good ? "text-success-text" : "text-danger-text";
  return (
    <span className={cn("inline-flex items-center gap-0.5 font-medium tabular", tone)}>
      <Arrow aria-hidden className="size-3.5" />
      <span className="sr-only">{direction}</span>
      {text}
    </span>
  );
}

/** Four beside each other where each has room for an amount, and else two. */
export function StatGrid({ children }: { children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">{children}</div>
    </div>
  );
}
