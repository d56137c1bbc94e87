"use client";

import { Bell } from "lucide-react";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { Sheet } from "@/ui/sheet";
import { Loading, Skeleton } from "@/ui/skeleton";
import { NoticeList, useMarkAllRead } from "./notice-list";

const NOTICES_SHOWN = 20;

type InboxSheetProps = { open: boolean; onOpen: (open: boolean) => void };

/** The newest of the inbox, beside whatever page one is on. */
export function InboxSheet({ open, onOpen }: InboxSheetProps) {
  const inbox = trpc.notifications.list.useQuery({ limit: NOTICES_SHOWN }, { enabled: open });
  const { isOffered, isPending, markAll } = useMarkAllRead(inbox.data?.rows);
  const close = () => onOpen(false);
  return (
    <Sheet
      open={open}
      onOpen={onOpen}
      title="Notifications"
      footer={
        <>
          {isOffered && (
            <Button pending={isPending} onClick={markAll}>
              Mark all as read
            </Button>
          )}
          <LinkButton href="/notifications" onClick={close}>
            See all
          </LinkButton>
        </>
      }
    >
      <Loaded query={inbox} skeleton={<InboxSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={<Bell />} title="No notifications">
              Orders, shipments, low stock and imports that concern you appear here.
            </EmptyState>
          ) : (
            <NoticeList rows={rows} onLeave={close} />
          )
        }
      </Loaded>
    </Sheet>
  );
}

export function InboxSkeleton() {
  return (
    <Loading className="flex flex-col gap-4">
      {["w-40", "w-56", "w-48"].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className={width} />
        </div>
      ))}
    </Loading>
  );
}
