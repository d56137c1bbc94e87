import { procedure, queryOnReplica, router } from "@/platform/trpc/procedure";
import { authoriseReturn } from "./authorise-return";
import {
  AuthoriseReturn,
  ListReturns,
  ReceiveReturn,
  RefundReturn,
  ReleaseItems,
  ReturnRef,
  ReturnsOfOrder,
  UndoReceipt,
} from "./contract";
import { cancelReturn, closeReturn } from "./end-return";
import { exchangeReturn } from "./exchange-return";
import { getReturn, listReturns, listReturnsOfOrder } from "./queries";
import { receiveReturn } from "./receive-return";
import { refundReturn } from "./refund-return";
import { releaseItems } from "./release-items";
import { undoReceipt } from "./undo-receipt";

export const returnsRouter = router({
  list: queryOnReplica("returns.read")
    .input(ListReturns)
    .query(({ ctx, input }) => listReturns(ctx, input)),
  listOfOrder: queryOnReplica("returns.read")
    .input(ReturnsOfOrder)
    .query(({ ctx, input }) => listReturnsOfOrder(ctx, input)),
  get: queryOnReplica("returns.read")
    .input(ReturnRef)
    .query(({ ctx, input }) => getReturn(ctx, input)),
  authorise: procedure("returns.authorise")
    .input(AuthoriseReturn)
    .mutation(({ ctx, input }) => authoriseReturn(ctx, input)),
  receive: procedure("returns.receive")
    .input(ReceiveReturn)
    .mutation(({ ctx, input }) => receiveReturn(ctx, input)),
  undoReceipt: procedure("returns.undo-receipt")
    .input(UndoReceipt)
    .mutation(({ ctx, input }) => undoReceipt(ctx, input)),
  releaseItems: procedure("returns.release-items")
    .input(ReleaseItems)
    .mutation(({ ctx, input }) => releaseItems(ctx, input)),
  refund: procedure("returns.refund")
    .input(RefundReturn)
    .mutation(({ ctx, input }) => refundReturn(ctx, input)),
  exchange: procedure("returns.exchange")
    .input(ReturnRef)
    .mutation(({ ctx, input }) => exchangeReturn(ctx, input)),
  close: procedure("returns.close")
    .input(ReturnRef)
    .mutation(({ ctx, input }) => closeReturn(ctx, input)),
  cancel: procedure("returns.cancel")
    .input(ReturnRef)
    .mutation(({ ctx, input }) => cancelReturn(ctx, input)),
});
