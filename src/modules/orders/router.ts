import { ApproveRequest } from "@/modules/approvals/contract";
import { CustomerRef, ListCustomers, MergeCustomers } from "@/modules/customers/contract";
import { AdjustReserved } from "@/modules/inventory/contract";
import { NoInput, procedure, queryOnPrimary, queryKept, queryOnReplica, router } from "@/platform/trpc/procedure";
import { adjustReserved } from "./adjust-reserved";
import { approveReservedLoss } from "./approve-reserved-loss";
import { cancelOrder } from "./cancel-order";
import { SetCarrier } from "./carried/carried";
import { setCarrier } from "./carried/set-carrier";
import { cancelLine } from "./changes/cancel-line";
import { changeOrder } from "./changes/change-order";
import { restoreLine } from "./changes/restore-line";
import { addComment } from "./comments/add-comment";
import { AddComment, EditComment, ListReaders, RemoveComment } from "./comments/comment";
import { editComment } from "./comments/edit-comment";
import { listReaders } from "./comments/readers";
import { removeComment } from "./comments/remove-comment";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import {
  CancelLine,
  CancelOrder,
  ChangeOrder,
  ConfirmOrder,
  EditOrder,
  HoldOrder,
  ListOrders,
  OrderNumber,
  OrderRef,
  PlaceOrder,
  RecordPayment,
  RequestDiscount,
  RequestReservedLoss,
  RestoreLine,
  SetDiscountLimit,
  SetDueDay,
  ShipOrder,
  SplitOrder,
  StockLoss,
  TagOrder,
  VoidPayment,
  VoidShipment,
} from "./contract";
import { getCredit } from "./credit";
import { getCustomerTotals, listCustomersWithOrderCount } from "./customer-list";
import { approveDiscount } from "./discounts/approve-discount";
import { getDiscount, listDiscountLimits } from "./discounts/queries";
import { requestDiscount } from "./discounts/request-discount";
import { setDiscountLimit } from "./discounts/set-discount-limit";
import { editOrder } from "./edit-order";
import { holdOrder } from "./hold-order";
import { freeStock } from "./holds/free-stock";
import { holdStock } from "./holds/hold-stock";
import { listTags } from "./list-tags";
import { getMails } from "./mails/queries";
import { mergeCustomers } from "./merge-customers";
import { listOrders } from "./order-list";
import { ListTaxes } from "./order-terms";
import { duplicateOrder } from "./origins/duplicate-order";
import { reopenAsDraft } from "./origins/reopen-as-draft";
import { splitOrder } from "./origins/split-order";
import { MovePayment } from "./payments/move";
import { movePayment } from "./payments/move-payment";
import { getPayments, getReceivables } from "./payments/queries";
import { recordPayment } from "./payments/record-payment";
import { recordRefund } from "./payments/record-refund";
import { setDueDay } from "./payments/set-due-day";
import { voidPayment } from "./payments/void-payment";
import { placeOrder } from "./place-order";
import { PromiseLine } from "./promise";
import { promiseLine } from "./promise-line";
import { getOrder, getOrderByNumber, suggestShipment } from "./queries";
import { requestReservedLoss } from "./request-reserved-loss";
import { reserveAgain } from "./reserve-again";
import { resumeOrder } from "./resume-order";
import { getWorkload, listTopSellers, listSalesPerDay } from "./sales";
import { SalesPeriod, TopSellers } from "./sales/sales-input";
import { shipOrder } from "./ship-order";
import { listBrokenOrders } from "./shortages";
import { ORDERS_STALENESS } from "./staleness";
import { addTag, removeTag } from "./tag-order";
import { listTaxes } from "./taxes/find-taxes";
import { voidShipment } from "./void-shipment";

export const ordersRouter = router({
  list: queryOnReplica("orders.read")
    .input(ListOrders)
    .query(({ ctx, input }) => listOrders(ctx, input)),
  get: queryOnPrimary("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => getOrder(ctx, input)),
  listTaxes: queryOnReplica("orders.read")
    .input(ListTaxes)
    .query(({ ctx, input }) => listTaxes(ctx, input)),
  getByNumber: queryOnPrimary("orders.read")
    .input(OrderNumber)
    .query(({ ctx, input }) => getOrderByNumber(ctx, input)),
  suggestShipment: queryOnPrimary("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => suggestShipment(ctx, input)),

  listBroken: queryOnPrimary("orders.read")
    .input(StockLoss)
    .query(({ ctx, input }) => listBrokenOrders(ctx, input)),

  getDiscount: queryOnPrimary("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => getDiscount(ctx, input)),
  listDiscountLimits: queryOnReplica("orders.read")
    .input(NoInput)
    .query(({ ctx }) => listDiscountLimits(ctx)),
  requestDiscount: procedure("orders.request-discount")
    .input(RequestDiscount)
    .mutation(({ ctx, input }) => requestDiscount(ctx, input)),
  approveDiscount: procedure("orders.approve-discount")
    .input(ApproveRequest)
    .mutation(({ ctx, input }) => approveDiscount(ctx, input)),
  setDiscountLimit: procedure("orders.set-discount-limit")
    .input(SetDiscountLimit)
    .mutation(({ ctx, input }) => setDiscountLimit(ctx, input)),

  place: procedure("orders.place")
    .input(PlaceOrder)
    .mutation(({ ctx, input }) => placeOrder(ctx, input)),
  edit: procedure("orders.edit")
    .input(EditOrder)
    .mutation(({ ctx, input }) => editOrder(ctx, input)),
  change: procedure("orders.change")
    .input(ChangeOrder)
    .mutation(({ ctx, input }) => changeOrder(ctx, input)),
  confirm: procedure("orders.confirm")
    .input(ConfirmOrder)
    .mutation(({ ctx, input }) => confirmOrder(ctx, input)),
  hold: procedure("orders.hold")
    .input(HoldOrder)
    .mutation(({ ctx, input }) => holdOrder(ctx, input)),
  resume: procedure("orders.resume")
    .input(OrderRef)
    .mutation(({ ctx, input }) => resumeOrder(ctx, input)),
  ship: procedure("orders.ship")
    .input(ShipOrder)
    .mutation(({ ctx, input }) => shipOrder(ctx, input)),
  adjustReserved: procedure("orders.adjust-reserved")
    .input(AdjustReserved)
    .mutation(({ ctx, input }) => adjustReserved(ctx, input)),
  requestReservedLoss: procedure("orders.request-reserved-loss")
    .input(RequestReservedLoss)
    .mutation(({ ctx, input }) => requestReservedLoss(ctx, input)),
  approveReservedLoss: procedure("orders.approve-reserved-loss")
    .input(ApproveRequest)
    .mutation(({ ctx, input }) => approveReservedLoss(ctx, input)),
  reserveAgain: procedure("orders.reserve-again")
    .input(OrderRef)
    .mutation(({ ctx, input }) => reserveAgain(ctx, input)),
  holdStock: procedure("orders.hold-stock")
    .input(OrderRef)
    .mutation(({ ctx, input }) => holdStock(ctx, input)),
  freeStock: procedure("orders.free-stock")
    .input(OrderRef)
    .mutation(({ ctx, input }) => freeStock(ctx, input)),
  promiseLine: procedure("orders.promise-line")
    .input(PromiseLine)
    .mutation(({ ctx, input }) => promiseLine(ctx, input)),
  setCarrier: procedure("orders.set-carrier")
    .input(SetCarrier)
    .mutation(({ ctx, input }) => setCarrier(ctx, input)),
  voidShipment: procedure("orders.void-shipment")
    .input(VoidShipment)
    .mutation(({ ctx, input }) => voidShipment(ctx, input)),
  complete: procedure("orders.complete")
    .input(OrderRef)
    .mutation(({ ctx, input }) => completeOrder(ctx, input)),
  cancel: procedure("orders.cancel")
    .input(CancelOrder)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),
  cancelLine: procedure("orders.cancel-line")
    .input(CancelLine)
    .mutation(({ ctx, input }) => cancelLine(ctx, input)),
  restoreLine: procedure("orders.restore-line")
    .input(RestoreLine)
    .mutation(({ ctx, input }) => restoreLine(ctx, input)),
  duplicate: procedure("orders.duplicate")
    .input(OrderRef)
    .mutation(({ ctx, input }) => duplicateOrder(ctx, input)),
  reopenAsDraft: procedure("orders.reopen-as-draft")
    .input(OrderRef)
    .mutation(({ ctx, input }) => reopenAsDraft(ctx, input)),
  split: procedure("orders.split")
    .input(SplitOrder)
    .mutation(({ ctx, input }) => splitOrder(ctx, input)),

  listTags: queryKept("orders.read", ORDERS_STALENESS.listTags)
    .input(NoInput)
    .query(({ ctx }) => listTags(ctx)),
  addTag: procedure("orders.add-tag")
    .input(TagOrder)
    .mutation(({ ctx, input }) => addTag(ctx, input)),
  removeTag: procedure("orders.remove-tag")
    .input(TagOrder)
    .mutation(({ ctx, input }) => removeTag(ctx, input)),

  listReaders: queryOnReplica("orders.read")
    .input(ListReaders)
    .query(({ ctx, input }) => listReaders(ctx, input)),
  addComment: procedure("orders.add-comment")
    .input(AddComment)
    .mutation(({ ctx, input }) => addComment(ctx, input)),
  editComment: procedure("orders.edit-comment")
    .input(EditComment)
    .mutation(({ ctx, input }) => editComment(ctx, input)),
  removeComment: procedure("orders.remove-comment")
    .input(RemoveComment)
    .mutation(({ ctx, input }) => removeComment(ctx, input)),

  getMails: queryOnPrimary("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => getMails(ctx, input)),

  getPayments: queryOnPrimary("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => getPayments(ctx, input)),
  getReceivables: queryKept("orders.read", ORDERS_STALENESS.getReceivables)
    .input(NoInput)
    .query(({ ctx }) => getReceivables(ctx)),
  recordPayment: procedure("orders.record-payment")
    .input(RecordPayment)
    .mutation(({ ctx, input }) => recordPayment(ctx, input)),
  recordRefund: procedure("orders.record-refund")
    .input(RecordPayment)
    .mutation(({ ctx, input }) => recordRefund(ctx, input)),
  setDueDay: procedure("orders.set-due-day")
    .input(SetDueDay)
    .mutation(({ ctx, input }) => setDueDay(ctx, input)),
  movePayment: procedure("orders.move-payment")
    .input(MovePayment)
    .mutation(({ ctx, input }) => movePayment(ctx, input)),
  voidPayment: procedure("orders.void-payment")
    .input(VoidPayment)
    .mutation(({ ctx, input }) => voidPayment(ctx, input)),

  listCustomers: queryOnReplica("orders.read")
    .input(ListCustomers)
    .query(({ ctx, input }) => listCustomersWithOrderCount(ctx, input)),
  getCustomerTotals: queryKept("orders.read", ORDERS_STALENESS.getCustomerTotals)
    .input(CustomerRef)
    .query(({ ctx, input }) => getCustomerTotals(ctx, input)),

  getCredit: queryOnPrimary("orders.read")
    .input(CustomerRef)
    .query(({ ctx, input }) => getCredit(ctx, input)),
  mergeCustomers: procedure("orders.merge-customers")
    .input(MergeCustomers)
    .mutation(({ ctx, input }) => mergeCustomers(ctx, input)),

  getWorkload: queryKept("orders.read", ORDERS_STALENESS.getWorkload)
    .input(NoInput)
    .query(({ ctx }) => getWorkload(ctx)),
  listSalesPerDay: queryKept("orders.read", ORDERS_STALENESS.listSalesPerDay)
    .input(SalesPeriod)
    .query(({ ctx, input }) => listSalesPerDay(ctx, input)),
  listTopSellers: queryKept("orders.read", ORDERS_STALENESS.listTopSellers)
    .input(TopSellers)
    .query(({ ctx, input }) => listTopSellers(ctx, input)),
});
