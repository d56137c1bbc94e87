"use client";

import { Bell } from "lucide-react";
import { useState } from "react";
import { trpc } from "@/client/trpc";
import { cn } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";

/** The server counts no further than this. */
const SHOWN_MAX = 99;

const InboxSheet = onDemand(() => import("@/app/(staff)/_notifications/inbox-sheet").then((file) => file.InboxSheet));

/** How many notifications are unread, on every page; what they say is fetched when somebody looks. */
export function NotificationBell() {
  const [isOpen, setOpen] = useState(false);
  const { data } = trpc.notifications.countUnread.useQuery();
  const unread = data?.unread ?? 0;
  const shown = unread > SHOWN_MAX ? `${SHOWN_MAX}+` : String(unread);
  const label = unread > SHOWN_MAX ? `more than ${SHOWN_MAX} unread` : `${unread} unread`;
  return (
    <>
      <span className="relative">
        <IconButton
          label={unread === 0 ? "Notifications" : `Notifications, ${label}`}
          icon={<Bell aria-hidden />}
          onClick={() => setOpen(true)}
        />
        {unread > 0 && (
          <span
            aria-hidden
            className={cn(
              "pointer-events-none absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center",
              "rounded-full bg-danger px-1 text-[0.625rem] leading-none font-semibold text-danger-foreground tabular",
            )}
          >
            {shown}
          </span>
        )}
      </span>
      <InboxSheet open={isOpen} onOpen={setOpen} />
    </>
  );
}
