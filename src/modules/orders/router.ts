import { archiveCustomer } from "@/modules/orders/archive-customer";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { completeOrder } from "@/modules/orders/complete-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import {
  ArchiveCustomer,
  CancelOrder,
  CreateCustomer,
  CustomerRef,
  EditCustomer,
  EditOrder,
  HoldOrder,
  ListCustomers,
  ListOrders,
  OrderNumber,
  OrderRef,
  PlaceOrder,
  SalesPeriod,
  ShipOrder,
  TopSellers,
} from "@/modules/orders/contract";
import { createCustomer } from "@/modules/orders/create-customer";
import { getCustomer, listCustomers } from "@/modules/orders/customer-list";
import { editCustomer } from "@/modules/orders/edit-customer";
import { editOrder } from "@/modules/orders/edit-order";
import { holdOrder } from "@/modules/orders/hold-order";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder, getOrderByNumber, suggestShipment } from "@/modules/orders/queries";
import { resumeOrder } from "@/modules/orders/resume-order";
import { getWorkload, listTopSellers, salesPerDay } from "@/modules/orders/sales";
import { shipOrder } from "@/modules/orders/ship-order";
import { NoInput, procedure, router } from "@/platform/trpc";

export const ordersRouter = router({
  list: procedure("orders.read")
    .input(ListOrders)
    .query(({ ctx, input }) => listOrders(ctx, input)),
  byId: procedure("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => getOrder(ctx, input)),
  byNumber: procedure("orders.read")
    .input(OrderNumber)
    .query(({ ctx, input }) => getOrderByNumber(ctx, input)),
  suggestShipment: procedure("orders.read")
    .input(OrderRef)
    .query(({ ctx, input }) => suggestShipment(ctx, input)),

  place: procedure("orders.place")
    .input(PlaceOrder)
    .mutation(({ ctx, input }) => placeOrder(ctx, input)),
  edit: procedure("orders.edit")
    .input(EditOrder)
    .mutation(({ ctx, input }) => editOrder(ctx, input)),
  confirm: procedure("orders.confirm")
    .input(OrderRef)
    .mutation(({ ctx, input }) => confirmOrder(ctx, input)),
  hold: procedure("orders.hold")
    .input(HoldOrder)
    .mutation(({ ctx, input }) => holdOrder(ctx, input)),
  resume: procedure("orders.hold")
    .input(OrderRef)
    .mutation(({ ctx, input }) => resumeOrder(ctx, input)),
  ship: procedure("orders.ship")
    .input(ShipOrder)
    .mutation(({ ctx, input }) => shipOrder(ctx, input)),
  complete: procedure("orders.complete")
    .input(OrderRef)
    .mutation(({ ctx, input }) => completeOrder(ctx, input)),
  cancel: procedure("orders.cancel")
    .input(CancelOrder)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),

  customers: procedure("orders.read")
    .input(ListCustomers)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  customerById: procedure("orders.read")
    .input(CustomerRef)
    .query(({ ctx, input }) => getCustomer(ctx, input)),
  createCustomer: procedure("orders.manage-customers")
    .input(CreateCustomer)
    .mutation(({ ctx, input }) => createCustomer(ctx, input)),
  editCustomer: procedure("orders.manage-customers")
    .input(EditCustomer)
    .mutation(({ ctx, input }) => editCustomer(ctx, input)),
  archiveCustomer: procedure("orders.manage-customers")
    .input(ArchiveCustomer)
    .mutation(({ ctx, input }) => archiveCustomer(ctx, input)),

  workload: procedure("orders.read")
    .input(NoInput)
    .query(({ ctx }) => getWorkload(ctx)),
  salesPerDay: procedure("orders.read")
    .input(SalesPeriod)
    .query(({ ctx, input }) => salesPerDay(ctx, input)),
  topSellers: procedure("orders.read")
    .input(TopSellers)
    .query(({ ctx, input }) => listTopSellers(ctx, input)),
});
