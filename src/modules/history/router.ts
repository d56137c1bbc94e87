import { procedure, router } from "@/platform/trpc/procedure";
import { ListHistory } from "./contract";
import { listHistory } from "./queries";

export const historyRouter = router({
  list: procedure("history.read")
    .input(ListHistory)
    .query(({ ctx, input }) => listHistory(ctx, input)),
});
