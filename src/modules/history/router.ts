import { NoInput, queryOnReplica, router } from "@/platform/trpc/procedure";
import { ListActors, ListAll, ListCustomerEvents, ListHistory, ListOfOrder } from "./contract";
import { listCustomerEvents } from "./customer-events";
import { listAll } from "./list-all";
import { listOfOrder } from "./order-events";
import { listHistory } from "./queries";
import { getTrail, listActors } from "./trail";

export const historyRouter = router({
  list: queryOnReplica("history.read")
    .input(ListHistory)
    .query(({ ctx, input }) => listHistory(ctx, input)),
  listOfOrder: queryOnReplica("history.read")
    .input(ListOfOrder)
    .query(({ ctx, input }) => listOfOrder(ctx, input)),
  listAll: queryOnReplica("history.read-all")
    .input(ListAll)
    .query(({ ctx, input }) => listAll(ctx, input)),
  listActors: queryOnReplica("history.read-all")
    .input(ListActors)
    .query(({ ctx, input }) => listActors(ctx, input)),
  listCustomerEvents: queryOnReplica("history.read")
    .input(ListCustomerEvents)
    .query(({ ctx, input }) => listCustomerEvents(ctx, input)),
  getTrail: queryOnReplica("history.read-all")
    .input(NoInput)
    .query(({ ctx }) => getTrail(ctx)),
});
