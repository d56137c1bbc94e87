"use client";

import { formatCount } from "@/shared/plural";
import { Notice } from "@/ui/notice";
import type { Outcome, Outcomes } from "./run-each";

const countOf = (outcomes: Outcomes, state: Outcome["state"]): number =>
  [...outcomes.values()].filter((outcome) => outcome.state === state).length;
export const doneOf = (outcomes: Outcomes): number => countOf(outcomes, "done");

type RunProgressProps = {
  outcomes: Outcomes;
  /** What the lines are, and what is done to each: "3 of 5 orders confirmed". */
  noun: "order" | "shipment";
  done: string;
  total: number;
  isRunning: boolean;
};

/** How far it came, and what to do about what is left. */
export function RunProgress({ outcomes, noun, done: what, total, isRunning }: RunProgressProps) {
  if (outcomes.size === 0) return null;
  const [done, refused, unknown] = [doneOf(outcomes), countOf(outcomes, "refused"), countOf(outcomes, "unknown")];
  const warned = [...outcomes.values()].filter(
    ({ state, message }) => state === "done" && message !== undefined,
  ).length;
  const text = [
    `${done} of ${formatCount(total, noun)} ${what}`,
    warned > 0 && `${warned} with a warning`,
    refused > 0 && `${refused} refused`,
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <>
      <p role="status" className="text-sm font-medium tabular">
        {text}
      </p>
      {!isRunning && unknown > 0 && (
        <Notice tone="warning" title="Interrupted">
          No answer came for the marked {noun}, and those after it were not sent. Try again: what was done already is
          not done twice.
        </Notice>
      )}
    </>
  );
}
