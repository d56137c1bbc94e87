"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/ui/class-names";

/** What the last scan did. `turn` grows with each, so that the same words are announced twice. */
export type ScanFeedback = { turn: number; tone: "success" | "warning"; title: string; advice?: ReactNode };

type ScanStatusProps = {
  feedback: ScanFeedback | null;
  /** Stands in the place of feedback until something was scanned. */
  hint: string;
};

export const ScanStatus = ({ feedback, hint }: ScanStatusProps) => (
  <div role="status" className="flex min-h-10 items-center">
    {feedback ? <Feedback key={feedback.turn} feedback={feedback} /> : <p className="text-sm text-muted">{hint}</p>}
  </div>
);

function Feedback({ feedback: { tone, title, advice } }: { feedback: ScanFeedback }) {
  const Icon = tone === "success" ? CircleCheck : TriangleAlert;
  return (
    <div
      className={cn(
        "flex w-full animate-appear items-start gap-2.5 rounded-lg px-3 py-2",
        tone === "success" ? "bg-success-subtle text-success-text" : "bg-warning-subtle text-warning-text",
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="text-base font-semibold">{title}</p>
        {advice && <div className="text-sm text-foreground">{advice}</div>}
      </div>
    </div>
  );
}
