import { NoInput, procedure, queryOnReplica, router } from "@/platform/trpc/procedure";
import { acknowledgeAlert } from "./acknowledge-alert";
import { AcknowledgeAlert, ListAlerts, ListNotices, MarkAllRead, MarkRead } from "./contract";
import { markAllRead } from "./mark-all-read";
import { markRead } from "./mark-read";
import { countUnread, listAlerts, listNotices } from "./queries";

export const notificationsRouter = router({
  list: queryOnReplica("notifications.read")
    .input(ListNotices)
    .query(({ ctx, input }) => listNotices(ctx, input)),
  countUnread: queryOnReplica("notifications.read")
    .input(NoInput)
    .query(({ ctx }) => countUnread(ctx)),
  listAlerts: queryOnReplica("notifications.read")
    .input(ListAlerts)
    .query(({ ctx, input }) => listAlerts(ctx, input)),
  markRead: procedure("notifications.mark-read")
    .input(MarkRead)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
  markAllRead: procedure("notifications.mark-all-read")
    .input(MarkAllRead)
    .mutation(({ ctx, input }) => markAllRead(ctx, input)),
  acknowledgeAlert: procedure("notifications.acknowledge-alert")
    .input(AcknowledgeAlert)
    .mutation(({ ctx, input }) => acknowledgeAlert(ctx, input)),
});
