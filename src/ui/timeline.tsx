import type { ReactNode } from "react";
import { BADGE_TONES, type Tone } from "./badge";
import { cn } from "./class-names";
import { DateTime } from "./date-time";

export type TimelineItem = {
  id: string;
  title: ReactNode;
  at?: Date | string;
  who?: ReactNode;
  body?: ReactNode;
  icon?: ReactNode;
  tone?: Tone;
};

type TimelineProps = {
  label: string;
  items: readonly TimelineItem[];
  empty?: ReactNode;
  /** Announces new items to screen readers. */
  live?: boolean;
};

/** Events in order, with the person of each. */
export function Timeline({ label, items, empty = "No changes recorded.", live = false }: TimelineProps) {
  if (items.length === 0) return <p className="py-4 text-sm text-muted">{empty}</p>;
  return (
    <ol
      aria-label={label}
      {...(live && { "aria-live": "polite", "aria-relevant": "additions" })}
      className="flex flex-col"
    >
      {items.map((item) => (
        <li key={item.id} className="group relative flex gap-3 pb-4 last:pb-0">
          <span aria-hidden className="absolute top-6 bottom-0 left-2.75 w-px bg-border group-last:hidden" />
          <span
            aria-hidden
            className={cn(
              "flex size-6 shrink-0 items-center justify-center rounded-full [&_svg]:size-3.5",
              BADGE_TONES[item.tone ?? "neutral"],
            )}
          >
            {item.icon ?? <span className="size-1.5 rounded-full bg-current" />}
          </span>
          <div className="min-w-0 flex-1 pt-0.5 text-sm wrap-anywhere">
            <div>{item.title}</div>
            {(item.who || item.at) && (
              <div className="flex flex-wrap gap-x-1.5 text-xs text-muted">
                {item.who}
                {item.who && item.at && <span aria-hidden>·</span>}
                {item.at && <DateTime at={item.at} />}
              </div>
            )}
            {item.body && <div className="mt-1 text-sm text-muted">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
