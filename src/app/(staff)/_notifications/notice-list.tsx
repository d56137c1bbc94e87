"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { cn } from "@/ui/class-names";
import { DateTime } from "@/ui/date-time";
import { IconButton } from "@/ui/icon-button";
import { deferred } from "@/ui/on-demand";
import { notify } from "@/ui/toast";
import { KindIcon } from "./kind-icon";

const HoldLonger = deferred(() => import("./hold-longer").then((file) => file.HoldLonger));

export type NoticeRow = Outputs["notifications"]["list"]["rows"][number];

type NoticeListProps = { rows: readonly NoticeRow[]; onLeave?: () => void };

/** Notices, newest first. Whoever goes to the thing of one has read it. */
export function NoticeList({ rows, onLeave }: NoticeListProps) {
  const read = trpc.notifications.markRead.useMutation({
    onError: (error) => notify.error(refusalOf(error).message),
  });
  return (
    <ul className="flex flex-col divide-y divide-border">
      {rows.map((row) => (
        <li key={row.id} className="relative flex items-start gap-3 py-2.5 pr-1">
          <KindIcon kind={row.kind} />
          <div className="min-w-0 flex-1 text-sm">
            <Link
              href={row.href}
              onClick={() => {
                if (row.isUnread) read.mutate({ noticeId: row.id });
                onLeave?.();
              }}
              className={cn(
                "block rounded-sm wrap-anywhere after:absolute after:inset-0 hover:underline",
                row.isUnread ? "font-semibold" : "text-muted",
              )}
            >
              {row.title}
            </Link>
            {row.isUnread && <span className="sr-only">Unread</span>}
            {row.detail && <p className="text-xs wrap-anywhere text-muted">{row.detail}</p>}
            <p className="text-xs text-muted">
              {row.warehouseName && `${row.warehouseName} · `}
              <DateTime at={row.changedAt} />
            </p>
            {row.holdingId !== null && <HoldLonger orderId={row.holdingId} />}
          </div>
          {row.isUnread && (
            <IconButton
              size="sm"
              className="relative z-1"
              label={`Mark as read: ${row.title}`}
              icon={<Check aria-hidden />}
              onClick={() => read.mutate({ noticeId: row.id })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Marks all as read up to the newest that is shown; what comes meanwhile stays unread. */
export function useMarkAllRead(rows: readonly NoticeRow[] | undefined) {
  const markAll = trpc.notifications.markAllRead.useMutation({
    onError: (error) => notify.error(refusalOf(error).message),
  });
  const newest = rows?.[0];
  return {
    isPending: markAll.isPending,
    isOffered: rows?.some(({ isUnread }) => isUnread) === true,
    markAll: () => newest && markAll.mutate({ upTo: newest.ordinal }),
  };
}
