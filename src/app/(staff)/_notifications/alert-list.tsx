"use client";

import { UserCheck } from "lucide-react";
import Link from "next/link";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { DateTime } from "@/ui/date-time";
import { notify } from "@/ui/toast";
import { KindIcon } from "./kind-icon";

type AlertRow = Outputs["notifications"]["listAlerts"]["rows"][number];

/** What is wrong until it is put right, and who sees to it. */
export function AlertList({ rows }: { rows: readonly AlertRow[] }) {
  const acknowledge = trpc.notifications.acknowledgeAlert.useMutation({
    onError: (error) => notify.error(refusalOf(error).message),
  });
  const isPending = ({ id }: AlertRow) => acknowledge.isPending && acknowledge.variables.alertId === id;
  return (
    <ul className="flex flex-col divide-y divide-border">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-start gap-3 py-2.5">
          <KindIcon kind={row.kind} />
          <div className="min-w-0 flex-1 text-sm">
            <Link href={row.href} className="rounded-sm font-medium wrap-anywhere hover:underline">
              {row.title}
            </Link>
            {row.detail && <p className="text-xs wrap-anywhere text-muted">{row.detail}</p>}
            <p className="text-xs text-muted">
              {row.warehouseName && `${row.warehouseName} · `}
              since <DateTime at={row.openedAt} />
            </p>
          </div>
          {row.acknowledgedAt === null ? (
            <Button
              size="sm"
              pending={isPending(row)}
              aria-label={`Acknowledge: ${row.title}`}
              onClick={() => acknowledge.mutate({ alertId: row.id })}
            >
              Acknowledge
            </Button>
          ) : (
            <p className="flex items-center gap-1.5 text-xs text-muted">
              <UserCheck aria-hidden className="size-4" />
              <span>
                Acknowledged by {row.acknowledgedBy} <DateTime at={row.acknowledgedAt} />
              </span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
