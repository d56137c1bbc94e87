"use client";

import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { roleMay } from "@/shared/access";
import { Badge } from "@/ui/badge";

/** How many requests wait for this person, if they decide any. */
export function WaitingApprovals() {
  const { role } = usePerson();
  const { data } = trpc.approvals.countWaiting.useQuery(undefined, { enabled: roleMay(role, "approvals.refuse") });
  if (!data || data.waiting === 0) return null;
  return (
    <Badge tone="warning">
      {data.waiting}
      <span className="sr-only"> waiting</span>
    </Badge>
  );
}
