"use client";

import { Bell, BellRing } from "lucide-react";
import type { ReactNode } from "react";
import { AlertList } from "@/app/(staff)/_notifications/alert-list";
import { InboxSkeleton } from "@/app/(staff)/_notifications/inbox-sheet";
import { NoticeList, useMarkAllRead } from "@/app/(staff)/_notifications/notice-list";
import { asFlag, asOneOf } from "@/client/address";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page";
import { LoadMore } from "@/ui/pagination";
import { Switch } from "@/ui/switch";
import { Tabs } from "@/ui/tabs";

const SHOWN = ["inbox", "alerts"] as const;

const useShown = () =>
  useAddress({
    show: asOneOf(SHOWN, "inbox"),
    unread: asFlag(false),
  });

/** What one was told, and what is wrong now. */
export function NotificationsScreen() {
  const [{ show }, setShown] = useShown();
  return (
    <>
      <PageHeader title="Notifications" />
      <Tabs
        label="Show"
        value={show}
        onValue={(next) => setShown({ show: next })}
        tabs={[
          { value: "inbox", label: "Inbox", content: <Inbox /> },
          { value: "alerts", label: "Open alerts", content: <Alerts /> },
        ]}
      />
    </>
  );
}

function Inbox() {
  const [{ unread }, setShown] = useShown();
  const notices = trpc.notifications.list.useInfiniteQuery({ unread }, ENDLESS);
  const list = useEndlessList(notices);
  const { isOffered, isPending, markAll } = useMarkAllRead(list.rows);
  return (
    <Card>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-3">
        <Switch label="Unread only" checked={unread} onChecked={(next) => setShown({ unread: next })} />
        <Button size="sm" disabled={!isOffered} pending={isPending} onClick={markAll}>
          Mark all as read
        </Button>
      </div>
      <Listed
        list={list}
        empty={
          <EmptyState icon={<Bell />} title={unread ? "Nothing unread" : "No notifications"}>
            Orders, shipments, low stock and imports that concern you appear here.
          </EmptyState>
        }
      >
        {(rows) => <NoticeList rows={rows} />}
      </Listed>
    </Card>
  );
}

function Alerts() {
  const alerts = trpc.notifications.listAlerts.useInfiniteQuery({}, ENDLESS);
  const list = useEndlessList(alerts);
  return (
    <Card>
      <Listed
        list={list}
        empty={
          <EmptyState icon={<BellRing />} title="No open alerts">
            What is low, waits too long or failed appears here, and goes by itself once it is put right.
          </EmptyState>
        }
      >
        {(rows) => <AlertList rows={rows} />}
      </Listed>
    </Card>
  );
}

type ListedProps<Row> = {
  list: {
    rows: readonly Row[] | undefined;
    error: ReactNode;
    hasMore: boolean;
    loadingMore: boolean;
    onMore: () => void;
  };
  empty: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
};

function Listed<Row>({ list, empty, children }: ListedProps<Row>) {
  const { rows, error, hasMore, loadingMore, onMore } = list;
  if (error) return error;
  if (!rows) return <InboxSkeleton />;
  if (rows.length === 0) return empty;
  return (
    <>
      {children(rows)}
      <LoadMore hasMore={hasMore} loading={loadingMore} onMore={onMore} />
    </>
  );
}
