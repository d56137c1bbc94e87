"use client";

import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { deferred } from "@/ui/on-demand";
import { CardSkeleton } from "./card-skeleton";
import { LATEST_CHANGES } from "./questions";

/** The words of every kind of change are many: they are fetched while the entries are. */
const ActivityEntries = deferred(() => import("./activity-entries").then((file) => file.ActivityEntries), CardSkeleton);

/** The latest changes by anybody, live. */
export function DashboardActivity() {
  const activity = trpc.history.list.useQuery(LATEST_CHANGES);
  return (
    <Card>
      <CardHeader title="Recent activity" />
      <Loaded inline query={activity} skeleton={<CardSkeleton />}>
        {({ rows }) => <ActivityEntries rows={rows} />}
      </Loaded>
    </Card>
  );
}
