import { NoInput, procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { acknowledgeAlert } from "./acknowledge-alert";
import { getChoices } from "./choices";
import { chooseKind } from "./choose-kind";
import { AcknowledgeAlert, ChooseKind, ListAlerts, ListNotices, MarkAllRead, MarkRead, SetSchedule } from "./contract";
import { markAllRead } from "./mark-all-read";
import { markRead } from "./mark-read";
import { countUnread, listAlerts, listNotices } from "./queries";
import { setSchedule } from "./set-schedule";

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
  getChoices: queryOnPrimary("notifications.read")
    .input(NoInput)
    .query(({ ctx }) => getChoices(ctx)),
  chooseKind: procedure("notifications.choose-kind")
    .input(ChooseKind)
    .mutation(({ ctx, input }) => chooseKind(ctx, input)),
  setSchedule: procedure("notifications.set-schedule")
    .input(SetSchedule)
    .mutation(({ ctx, input }) => setSchedule(ctx, input)),
  acknowledgeAlert: procedure("notifications.acknowledge-alert")
    .input(AcknowledgeAlert)
    .mutation(({ ctx, input }) => acknowledgeAlert(ctx, input)),
});
