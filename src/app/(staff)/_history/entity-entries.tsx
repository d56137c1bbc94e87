"use client";

import { Loaded } from "@/client/loaded";
import { ShowOlder } from "@/client/show-older";
import { trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { Timeline, type TimelineItem } from "@/ui/timeline";
import { capitalize, type HistoryEntry, whoDid } from "./change";
import { entityView } from "./entity-views";
import { HistorySkeleton } from "./history-skeleton";
import { type HistorySubject, historyOf } from "./questions";

/** Who did what to a thing, or to those of a kind, and why, newest first. */
export function EntityEntries({ label, empty, ...subject }: { label: string; empty?: string } & HistorySubject) {
  const history = trpc.history.list.useInfiniteQuery(historyOf(subject), ENDLESS);
  const toItem = "entityId" in subject ? entryItem : namedItemOf;
  return (
    <Loaded inline query={history} skeleton={<HistorySkeleton />}>
      {({ pages }) => (
        <>
          <Timeline live label={label} empty={empty} items={pages.flatMap(({ rows }) => rows.map(toItem))} />
          <ShowOlder of={history} />
        </>
      )}
    </Loaded>
  );
}

/** A change, on the page of the thing itself. */
export function entryItem(entry: HistoryEntry): TimelineItem {
  const { verb, title, details, anonymous } = entityView(entry.entity).changes;
  const lines = details?.(entry) ?? [];
  return {
    id: entry.id,
    title: title?.(entry) ?? capitalize(verb(entry)),
    at: entry.occurredAt,
    who: whoDid(entry, anonymous?.(entry)),
    ...(lines.length > 0 && { body: <Details lines={lines} /> }),
  };
}

const namedItemOf = (entry: HistoryEntry): TimelineItem => ({
  ...entryItem(entry),
  title: `${capitalize(entityView(entry.entity).changes.verb(entry))} ${entry.label}`,
});

function Details({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
