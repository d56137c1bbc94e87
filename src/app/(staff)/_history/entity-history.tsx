"use client";

import { QueryError } from "@/client/query-error";
import { type Outputs, trpc } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { Button } from "@/ui/button";
import { Skeleton } from "@/ui/skeleton";
import { Timeline } from "@/ui/timeline";
import { capitalized, sayChange } from "./describe-change";

type Entry = Outputs["history"]["list"]["rows"][number];

const FIELD_NAMES: Readonly<Record<string, string>> = {
  net: "net",
  tax: "tax",
  lines: "lines",
  shipped: "shipped",
  reason: "reason",
  tracking: "tracking",
  note: "note",
};
const MONEY_FIELDS: readonly string[] = ["net", "tax"];

const sayValue = (field: string, value: unknown): string => {
  if (typeof value === "number") return MONEY_FIELDS.includes(field) ? formatMoney(value) : String(value);
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** What a thing began with stands on its page; of an order only the sums may have changed since. */
const isWorthTelling = (entry: Entry, field: string) =>
  entry.before !== null || MONEY_FIELDS.includes(field) || field === "lines";

/** The fields that changed, each as it was and as it is. */
function changesOf(entry: Entry): string {
  const { before, after } = entry;
  return Object.entries(after ?? {})
    .filter(([field]) => isWorthTelling(entry, field))
    .filter(([field, value]) => field !== "status" && value !== "" && value !== null && value !== before?.[field])
    .map(([field, value]) => {
      const was = before?.[field];
      const name = FIELD_NAMES[field] ?? field;
      return was === undefined || was === null || was === ""
        ? `${name}: ${sayValue(field, value)}`
        : `${name}: ${sayValue(field, was)} → ${sayValue(field, value)}`;
    })
    .join(", ");
}

/** Who did what to a thing and why, newest first. */
export function EntityHistory({ entityId, label }: { entityId: string; label: string }) {
  const history = trpc.history.list.useInfiniteQuery(
    { entityId, limit: 20 },
    { getNextPageParam: (page) => page.nextCursor },
  );
  if (history.error && !history.data)
    return <QueryError inline error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data)
    return (
      <div role="status" className="flex flex-col gap-3">
        <span className="sr-only">Loading</span>
        <Skeleton className="w-40" />
        <Skeleton className="w-32" />
        <Skeleton className="w-36" />
      </div>
    );
  const entries = history.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <Timeline
        live
        label={label}
        items={entries.map((entry) => {
          const changes = changesOf(entry);
          return {
            id: entry.id,
            title: capitalized(sayChange(entry)),
            at: entry.occurredAt,
            who: entry.actorName ?? "System",
            ...(changes && { body: <span className="break-words">{changes}</span> }),
          };
        })}
      />
      {history.hasNextPage && (
        <Button
          size="sm"
          variant="ghost"
          className="mt-2"
          pending={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}
