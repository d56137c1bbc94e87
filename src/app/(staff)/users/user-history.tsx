"use client";

import { sayAccessChange } from "@/app/(staff)/_history/access-change";
import { trpc } from "@/client/trpc";
import { Skeleton } from "@/ui/skeleton";
import { Timeline } from "@/ui/timeline";

const ENTRIES_MAX = 20;

/** What was done about a person, the latest first. */
export function UserHistory({ userId }: { userId: string }) {
  const activity = trpc.history.list.useQuery({ entityId: userId, limit: ENTRIES_MAX });
  if (!activity.data) return <Skeleton className="h-20" />;
  return (
    <Timeline
      label="History"
      items={activity.data.rows.map((entry) => ({
        id: entry.id,
        title: sayAccessChange(entry),
        at: entry.occurredAt,
        who: entry.actorName ?? "By their link",
      }))}
    />
  );
}
