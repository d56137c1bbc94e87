"use client";

import { capitalize, type HistoryEntry } from "@/app/(staff)/_history/change";
import { entityView } from "@/app/(staff)/_history/entity-views";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { TextLink } from "@/ui/text-link";
import { Timeline } from "@/ui/timeline";
import { CardSkeleton } from "./card-skeleton";

const ENTRIES_SHOWN = 15;

function Title({ entry }: { entry: HistoryEntry }) {
  const { href, name, changes } = entityView(entry.entity);
  const label = name?.(entry) ?? entry.label;
  return (
    <>
      {capitalize(changes.verb(entry))}{" "}
      {href && label ? (
        <TextLink href={href(entry.entityId)}>{label}</TextLink>
      ) : (
        <span className="font-medium">{label}</span>
      )}
    </>
  );
}

/** The latest changes by anybody, live. */
export function DashboardActivity() {
  const activity = trpc.history.list.useQuery({ limit: ENTRIES_SHOWN });
  return (
    <Card>
      <CardHeader title="Recent activity" />
      <Loaded inline query={activity} skeleton={<CardSkeleton />}>
        {({ rows }) => (
          <Timeline
            live
            label="Recent activity"
            empty="No activity yet. Changes appear here automatically."
            items={rows.map((entry) => {
              const Icon = entityView(entry.entity).icon;
              return {
                id: entry.id,
                title: <Title entry={entry} />,
                at: entry.occurredAt,
                who: entry.actorName ?? entityView(entry.entity).changes.anonymous ?? "System",
                icon: <Icon aria-hidden />,
              };
            })}
          />
        )}
      </Loaded>
    </Card>
  );
}
