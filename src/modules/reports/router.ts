import { queryOnReplica, router } from "@/platform/trpc/procedure";
import { ListSales, ListSoldLines } from "./contract";
import { listSales, listSoldLines } from "./queries";

export const reportsRouter = router({
  listSales: queryOnReplica("reports.read")
    .input(ListSales)
    .query(({ ctx, input }) => listSales(ctx, input)),
  listSoldLines: queryOnReplica("reports.read")
    .input(ListSoldLines)
    .query(({ ctx, input }) => listSoldLines(ctx, input)),
});
