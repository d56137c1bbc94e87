"use client";

import { Check, CircleAlert, CircleHelp } from "lucide-react";
import type { ComponentType } from "react";
import { cn } from "@/ui/class-names";
import { Spinner } from "@/ui/spinner";
import type { Outcome } from "./run-each";

const SHOWN: Record<
  Outcome["state"],
  { icon: ComponentType<{ className?: string }>; label: string; className: string }
> = {
  working: { icon: Spinner, label: "Working", className: "text-muted" },
  done: { icon: Check, label: "Done", className: "text-success-text" },
  refused: { icon: CircleAlert, label: "Refused", className: "text-danger-text" },
  unknown: { icon: CircleHelp, label: "Not answered", className: "text-warning-text" },
};

/** How a line of a run ended, at its end. */
export function OutcomeMark({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return null;
  const { icon: Icon, label, className } = SHOWN[outcome.state];
  return (
    <span className={className}>
      <Icon className="size-4" />
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** What there is to know of it: why it was refused, or of what is done a warning. */
export function OutcomeMessage({ outcome }: { outcome: Outcome | undefined }) {
  if (outcome?.message === undefined) return null;
  const tone = outcome.state === "done" ? "text-warning-text" : SHOWN[outcome.state].className;
  return <span className={cn("block", tone)}>{outcome.message}</span>;
}
