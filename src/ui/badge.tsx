import type { ReactNode } from "react";
import { cn } from "./class-names";

export const BADGE_TONES = {
  neutral: "bg-subtle text-muted",
  accent: "bg-accent-subtle text-accent-text",
  info: "bg-info-subtle text-info-text",
  success: "bg-success-subtle text-success-text",
  warning: "bg-warning-subtle text-warning-text",
  danger: "bg-danger-subtle text-danger-text",
} as const;

export type Tone = keyof typeof BADGE_TONES;

type BadgeProps = { tone?: Tone; dot?: boolean; icon?: ReactNode; className?: string; children: ReactNode };

/** A state in a word. The colour only supports the word. */
export function Badge({ tone = "neutral", dot = false, icon, className, children }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
        BADGE_TONES[tone],
        className,
      )}
    >
      {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
      {icon}
      {children}
    </span>
  );
}
