"use client";

import { formatDay } from "@/shared/dates";
import { useToday } from "./use-today";

/** The first day for which something was promised that is still to ship, and that it is over. */
export function PromisedDay({ day }: { day: string }) {
  const today = useToday();
  return (
    <span className="whitespace-nowrap tabular">
      {formatDay(day)}
      {today !== "" && day < today && <span className="block text-xs font-medium text-danger-text">Overdue</span>}
    </span>
  );
}
