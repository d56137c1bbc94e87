"use client";

import { sayChanges } from "@/app/(staff)/_history/product-changes";
import { QueryError } from "@/client/query-error";
import { type Outputs, trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Section } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { Timeline } from "@/ui/timeline";

type Entry = Outputs["history"]["list"]["rows"][number];

const ENTRIES_SHOWN = 10;

function sayEntry(entry: Entry): string {
  if (entry.before === null) return entry.action.includes("import") ? "Imported" : "Created";
  if (entry.after && "archived" in entry.after) return entry.after["archived"] ? "Archived" : "Brought back";
  return entry.action.includes("import") ? "Changed by import" : "Edited";
}

/** Who changed the product, and from what to what. */
export function ProductHistory({ productId }: { productId: string }) {
  const history = trpc.history.list.useInfiniteQuery(
    { entityId: productId, limit: ENTRIES_SHOWN },
    { getNextPageParam: (page) => page.nextCursor },
  );
  const entries = history.data?.pages.flatMap((page) => page.rows);
  return (
    <Section title="History">
      <Card>
        {history.error && !history.data && (
          <QueryError inline error={history.error} onRetry={() => void history.refetch()} />
        )}
        {!history.data && !history.error && <Skeleton className="w-40" />}
        {entries && (
          <Timeline
            label="History of the product"
            items={entries.map((entry) => ({
              id: entry.id,
              title: sayEntry(entry),
              at: entry.occurredAt,
              who: entry.actorName ?? "Quartermaster",
              body: entry.before && <Changes lines={sayChanges(entry.before, entry.after ?? {})} />,
            }))}
          />
        )}
        {history.hasNextPage && (
          <Button
            size="sm"
            variant="ghost"
            pending={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            Earlier
          </Button>
        )}
      </Card>
    </Section>
  );
}

function Changes({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-xs break-words text-muted">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
