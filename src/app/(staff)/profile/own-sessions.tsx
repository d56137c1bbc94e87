"use client";

import { MonitorSmartphone } from "lucide-react";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { browserName } from "@/modules/users/browser-name";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { DateTime } from "@/ui/date-time";
import { Loading, Skeleton } from "@/ui/skeleton";

/** A person's own sessions; any but the current one can be ended here. */
export function OwnSessions() {
  const utils = trpc.useUtils();
  const sessions = trpc.users.listOwnSessions.useQuery();
  const end = trpc.users.endOwnSession.useMutation({ onSuccess: () => void utils.users.listOwnSessions.invalidate() });
  return (
    <Loaded
      inline
      query={sessions}
      skeleton={
        <Loading>
          <Skeleton className="h-16" />
        </Loading>
      }
    >
      {(sessions) => (
        <>
          <ul className="divide-y divide-border">
            {sessions.map(({ sessionId, userAgent, address, lastSeenAt, isThisOne }) => (
              <li key={sessionId} className="flex items-center gap-3 py-2.5">
                <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-muted" />
                <div className="min-w-0 flex-1 text-sm">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {browserName(userAgent)}
                    {isThisOne && <Badge tone="success">This device</Badge>}
                  </p>
                  <p className="truncate text-xs text-muted">
                    Used <DateTime at={lastSeenAt} />
                    {address && ` from ${address}`}
                  </p>
                </div>
                {!isThisOne && (
                  <Button
                    size="sm"
                    pending={end.isPending && end.variables.sessionId === sessionId}
                    onClick={() => end.mutate({ sessionId })}
                    aria-label={`Sign out ${browserName(userAgent)}`}
                  >
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <RefusalNotice of={end.error} />
        </>
      )}
    </Loaded>
  );
}
