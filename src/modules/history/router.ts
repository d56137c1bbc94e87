import { queryOnReplica, router } from "@/platform/trpc/procedure";
import { ListHistory } from "./contract";
import { listHistory } from "./queries";

export const historyRouter = router({
  list: queryOnReplica("history.read")
    .input(ListHistory)
    .query(({ ctx, input }) => listHistory(ctx, input)),
});
