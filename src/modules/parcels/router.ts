import { OrderRef } from "@/modules/orders/contract";
import { archiveCarrier } from "@/modules/shop/carriers/archive-carrier";
import { ArchiveCarrier, CreateCarrier, EditCarrier } from "@/modules/shop/carriers/carrier-inputs";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { editCarrier } from "@/modules/shop/carriers/edit-carrier";
import { listCarriers } from "@/modules/shop/carriers/list-carriers";
import { NoInput, procedure, queryOnReplica, router } from "@/platform/trpc/procedure";
import { EditParcel, HandOver, ListParcels, ListToPack, PackParcel, RemoveParcel, TakeTracking } from "./contract";
import { editParcel } from "./edit-parcel";
import { handOver } from "./hand-over";
import { listToPack } from "./list-to-pack";
import { packParcel } from "./pack-parcel";
import { listParcels, listParcelsOfOrder } from "./queries";
import { removeParcel } from "./remove-parcel";
import { takeTracking } from "./take-tracking";

export const parcelsRouter = router({
  list: queryOnReplica("parcels.read")
    .input(ListParcels)
    .query(({ ctx, input }) => listParcels(ctx, input)),
  listToPack: queryOnReplica("parcels.read")
    .input(ListToPack)
    .query(({ ctx, input }) => listToPack(ctx, input)),
  listOfOrder: queryOnReplica("parcels.read")
    .input(OrderRef)
    .query(({ ctx, input }) => listParcelsOfOrder(ctx, input)),
  listCarriers: queryOnReplica("parcels.read")
    .input(NoInput)
    .query(({ ctx }) => listCarriers(ctx)),

  pack: procedure("parcels.pack")
    .input(PackParcel)
    .mutation(({ ctx, input }) => packParcel(ctx, input)),
  edit: procedure("parcels.edit")
    .input(EditParcel)
    .mutation(({ ctx, input }) => editParcel(ctx, input)),
  remove: procedure("parcels.remove")
    .input(RemoveParcel)
    .mutation(({ ctx, input }) => removeParcel(ctx, input)),
  handOver: procedure("parcels.hand-over")
    .input(HandOver)
    .mutation(({ ctx, input }) => handOver(ctx, input)),
  takeBack: procedure("parcels.take-back")
    .input(HandOver)
    .mutation(({ ctx, input }) => handOver(ctx, input, false)),
  takeTracking: procedure("parcels.take-tracking")
    .input(TakeTracking)
    .mutation(({ ctx, input }) => takeTracking(ctx, input)),

  createCarrier: procedure("parcels.create-carrier")
    .input(CreateCarrier)
    .mutation(({ ctx, input }) => createCarrier(ctx, input)),
  editCarrier: procedure("parcels.edit-carrier")
    .input(EditCarrier)
    .mutation(({ ctx, input }) => editCarrier(ctx, input)),
  archiveCarrier: procedure("parcels.archive-carrier")
    .input(ArchiveCarrier)
    .mutation(({ ctx, input }) => archiveCarrier(ctx, input)),
  restoreCarrier: procedure("parcels.restore-carrier")
    .input(ArchiveCarrier)
    .mutation(({ ctx, input }) => archiveCarrier(ctx, input, false)),
});
