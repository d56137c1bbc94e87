"use client";

import { formatDay } from "@/shared/dates";
import { cn } from "@/ui/class-names";
import { useToday } from "./use-today";

/** The first day for which something was promised that is still to ship, and that it is over. */
export function PromisedDay({ day }: { day: string }) {
  const today = useToday();
  const isOverdue = today !== "" && day < today;
  return (
    <span className={cn("text-xs tabular", isOverdue ? "font-medium text-danger-text" : "text-muted")}>
      Promised {formatDay(day)}
      {isOverdue && ", overdue"}
    </span>
  );
}
