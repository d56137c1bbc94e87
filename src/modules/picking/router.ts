import { OrderRef } from "@/modules/orders/contract";
import { procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import {
  ConfirmPick,
  CreatePickList,
  ListPickLists,
  ListStillPicked,
  PickListRef,
  PutBack,
  ReportShort,
  WaveRef,
} from "./contract";
import { createList } from "./create-list";
import { createWave } from "./create-wave";
import { giveBackList } from "./give-back-list";
import { putBack } from "./put-back";
import { getPickList, listListsOfOrder, listPickLists } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";
import { getWave, listStillPicked } from "./wave-queries";

export const pickingRouter = router({
  list: queryOnReplica("picking.read")
    .input(ListPickLists)
    .query(({ ctx, input }) => listPickLists(ctx, input)),
  get: queryOnPrimary("picking.read")
    .input(PickListRef)
    .query(({ ctx, input }) => getPickList(ctx, input)),
  getWave: queryOnPrimary("picking.read")
    .input(WaveRef)
    .query(({ ctx, input }) => getWave(ctx, input)),
  listOfOrder: queryOnReplica("picking.read")
    .input(OrderRef)
    .query(({ ctx, input }) => listListsOfOrder(ctx, input)),
  listStillPicked: queryOnPrimary("picking.read")
    .input(ListStillPicked)
    .query(({ ctx, input }) => listStillPicked(ctx, input)),

  create: procedure("picking.create")
    .input(CreatePickList)
    .mutation(({ ctx, input }) => createList(ctx, input)),
  createWave: procedure("picking.create-wave")
    .input(CreatePickList)
    .mutation(({ ctx, input }) => createWave(ctx, input)),
  take: procedure("picking.take")
    .input(PickListRef)
    .mutation(({ ctx, input }) => takeList(ctx, input)),
  giveBack: procedure("picking.give-back")
    .input(PickListRef)
    .mutation(({ ctx, input }) => giveBackList(ctx, input)),
  confirmPick: procedure("picking.confirm-pick")
    .input(ConfirmPick)
    .mutation(({ ctx, input }) => confirmPick(ctx, input)),
  reportShort: procedure("picking.report-short")
    .input(ReportShort)
    .mutation(({ ctx, input }) => reportShort(ctx, input)),
  putBack: procedure("picking.put-back")
    .input(PutBack)
    .mutation(({ ctx, input }) => putBack(ctx, input)),
  cancel: procedure("picking.cancel")
    .input(PickListRef)
    .mutation(({ ctx, input }) => cancelList(ctx, input)),
});
