import { NoInput, procedure, queryOnReplica, router } from "@/platform/trpc/procedure";
import { ApprovalRef, ApprovalSubject, ListApprovals, RefuseApproval } from "./contract";
import { countWaitingApprovals, listApprovals, listWaitingApprovals } from "./queries";
import { refuseApproval } from "./refuse-approval";
import { withdrawApproval } from "./withdraw-approval";

/** To ask and to approve are calls of the module that the kind belongs to. */
export const approvalsRouter = router({
  list: queryOnReplica("approvals.read")
    .input(ListApprovals)
    .query(({ ctx, input }) => listApprovals(ctx, input)),
  listWaiting: queryOnReplica("approvals.read")
    .input(ApprovalSubject)
    .query(({ ctx, input }) => listWaitingApprovals(ctx, input)),
  countWaiting: queryOnReplica("approvals.read")
    .input(NoInput)
    .query(({ ctx }) => countWaitingApprovals(ctx)),
  refuse: procedure("approvals.refuse")
    .input(RefuseApproval)
    .mutation(({ ctx, input }) => refuseApproval(ctx, input)),
  withdraw: procedure("approvals.withdraw")
    .input(ApprovalRef)
    .mutation(({ ctx, input }) => withdrawApproval(ctx, input)),
});
