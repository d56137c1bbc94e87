"use client";

import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { Button } from "@/ui/button";
import { Timeline, type TimelineItem } from "@/ui/timeline";
import { capitalize, type HistoryEntry } from "./change";
import { entityView } from "./entity-views";
import { HistorySkeleton } from "./history-skeleton";
import { historyOf } from "./questions";

/** Who did what to a thing and why, newest first. */
export function EntityEntries({ entityId, label }: { entityId: string; label: string }) {
  const history = trpc.history.list.useInfiniteQuery(historyOf(entityId), ENDLESS);
  return (
    <Loaded inline query={history} skeleton={<HistorySkeleton />}>
      {({ pages }) => (
        <>
          <Timeline live label={label} items={pages.flatMap(({ rows }) => rows.map(toItem))} />
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
      )}
    </Loaded>
  );
}

function toItem(entry: HistoryEntry): TimelineItem {
  const { verb, title, details, anonymous = "System" } = entityView(entry.entity).changes;
  const lines = details?.(entry) ?? [];
  return {
    id: entry.id,
    title: title?.(entry) ?? capitalize(verb(entry)),
    at: entry.occurredAt,
    who: entry.actorName ?? anonymous,
    ...(lines.length > 0 && { body: <Details lines={lines} /> }),
  };
}

function Details({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-xs break-words">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
