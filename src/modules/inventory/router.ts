import { ApproveRequest } from "@/modules/approvals/contract";
import { adjustStock } from "@/modules/inventory/adjustments/adjust-stock";
import { approveAdjustment } from "@/modules/inventory/adjustments/approve-adjustment";
import { requestAdjustment } from "@/modules/inventory/adjustments/request-adjustment";
import { setAdjustmentLimit } from "@/modules/inventory/adjustments/set-adjustment-limit";
import { listCountRequests } from "@/modules/inventory/counts/list-count-requests";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { createLocation } from "@/modules/inventory/locations/create-location";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { renameLocation } from "@/modules/inventory/locations/rename-location";
import { restoreLocation } from "@/modules/inventory/locations/restore-location";
import { suggestPicks } from "@/modules/inventory/reservations/suggest-picks";
import { NoInput, procedure, queryOnPrimary, queryKept, queryOnReplica, router } from "@/platform/trpc/procedure";
import { listBinContents } from "./bin-contents";
import {
  AdjustStock,
  ArchiveLocation,
  ListAvailability,
  CreateLocation,
  CreateWarehouse,
  LocationRef,
  ListCountRequests,
  ListLocations,
  ListLowStock,
  MoveStock,
  ListOnHandByProduct,
  ListOnHandByVariant,
  SuggestPicks,
  ReceiveStock,
  ListTransactions,
  RenameLocation,
  RequestAdjustment,
  ReverseTransaction,
  SearchBins,
  FindBinsByCode,
  SetAdjustmentLimit,
  SetReorderPoint,
  GetStockCard,
  ListStock,
  VariantRef,
} from "./contract";
import { findBinsByCode, searchBins } from "./find-bins";
import { listAvailableElsewhere } from "./list-elsewhere";
import { listPlaces } from "./list-places";
import { blockLot } from "./lots/block-lot";
import { BlockLot, LotRef } from "./lots/lot-input";
import { unblockLot } from "./lots/unblock-lot";
import { moveStock } from "./move-stock";
import {
  listAvailability,
  listAvailabilityByWarehouse,
  countBinContents,
  listAdjustmentLimits,
  getStockedVariant,
  listLocations,
  listOnHandByProduct,
  listOnHandByVariant,
  listBalances,
} from "./queries";
import { receiveStock } from "./receive-stock";
import { reverseTransaction } from "./reverse-transaction";
import { findSerial } from "./serials/find-serial";
import { listPieces } from "./serials/list-pieces";
import { FindSerial, ListBalances, ListBinContents, ListPieces, ListPlaces } from "./serials/serial-input";
import { setReorderPoint } from "./set-reorder-point";
import { INVENTORY_STALENESS } from "./staleness";
import { listTransactions, getStockCard } from "./stock-card";
import { listStock, listLowStock } from "./stock-list";
import { listStockValueByWarehouse } from "./stock-value";

const onPrimary = queryOnPrimary("inventory.read");
const onReplica = queryOnReplica("inventory.read");

export const inventoryRouter = router({
  listLocations: onReplica.input(ListLocations).query(({ ctx, input }) => listLocations(ctx, input)),
  findBinsByCode: onPrimary.input(FindBinsByCode).query(({ ctx, input }) => findBinsByCode(ctx, input)),
  findSerial: onPrimary.input(FindSerial).query(({ ctx, input }) => findSerial(ctx, input)),
  searchBins: onReplica.input(SearchBins).query(({ ctx, input }) => searchBins(ctx, input)),
  listBinContents: onReplica.input(ListBinContents).query(({ ctx, input }) => listBinContents(ctx, input)),
  countBinContents: queryKept("inventory.read", INVENTORY_STALENESS.countBinContents)
    .input(ListLocations)
    .query(({ ctx, input }) => countBinContents(ctx, input)),
  listAdjustmentLimits: onReplica.input(NoInput).query(({ ctx }) => listAdjustmentLimits(ctx)),
  getStockedVariant: onPrimary.input(VariantRef).query(({ ctx, input }) => getStockedVariant(ctx, input)),
  listStock: onReplica.input(ListStock).query(({ ctx, input }) => listStock(ctx, input)),
  getStockCard: onReplica.input(GetStockCard).query(({ ctx, input }) => getStockCard(ctx, input)),
  listPieces: onReplica.input(ListPieces).query(({ ctx, input }) => listPieces(ctx, input)),
  listPlaces: onReplica.input(ListPlaces).query(({ ctx, input }) => listPlaces(ctx, input)),
  listBalances: onReplica.input(ListBalances).query(({ ctx, input }) => listBalances(ctx, input)),
  listAvailability: onReplica.input(ListAvailability).query(({ ctx, input }) => listAvailability(ctx, input)),
  listAvailabilityByWarehouse: onReplica
    .input(VariantRef)
    .query(({ ctx, input }) => listAvailabilityByWarehouse(ctx, input)),
  listAvailableElsewhere: onReplica
    .input(ListAvailability)
    .query(({ ctx, input }) => listAvailableElsewhere(ctx, input)),
  listOnHandByProduct: onReplica.input(ListOnHandByProduct).query(({ ctx, input }) => listOnHandByProduct(ctx, input)),
  listOnHandByVariant: onReplica.input(ListOnHandByVariant).query(({ ctx, input }) => listOnHandByVariant(ctx, input)),
  listLowStock: queryKept("inventory.read", INVENTORY_STALENESS.listLowStock)
    .input(ListLowStock)
    .query(({ ctx, input }) => listLowStock(ctx, input)),
  listTransactions: onReplica.input(ListTransactions).query(({ ctx, input }) => listTransactions(ctx, input)),
  listCountRequests: onReplica.input(ListCountRequests).query(({ ctx, input }) => listCountRequests(ctx, input)),
  suggestPicks: onPrimary.input(SuggestPicks).query(({ ctx, input }) => suggestPicks(ctx, input)),
  listStockValueByWarehouse: queryKept("catalog.see-cost", INVENTORY_STALENESS.listStockValueByWarehouse)
    .input(NoInput)
    .query(({ ctx }) => listStockValueByWarehouse(ctx)),

  receiveStock: procedure("inventory.receive-stock")
    .input(ReceiveStock)
    .mutation(({ ctx, input }) => receiveStock(ctx, input)),
  adjustStock: procedure("inventory.adjust-stock")
    .input(AdjustStock)
    .mutation(({ ctx, input }) => adjustStock(ctx, input)),
  moveStock: procedure("inventory.move-stock")
    .input(MoveStock)
    .mutation(({ ctx, input }) => moveStock(ctx, input)),
  reverseTransaction: procedure("inventory.reverse-transaction")
    .input(ReverseTransaction)
    .mutation(({ ctx, input }) => reverseTransaction(ctx, input)),
  createWarehouse: procedure("inventory.create-warehouse")
    .input(CreateWarehouse)
    .mutation(({ ctx, input }) => createWarehouse(ctx, input)),
  createLocation: procedure("inventory.create-location")
    .input(CreateLocation)
    .mutation(({ ctx, input }) => createLocation(ctx, input)),
  renameLocation: procedure("inventory.rename-location")
    .input(RenameLocation)
    .mutation(({ ctx, input }) => renameLocation(ctx, input)),
  archiveLocation: procedure("inventory.archive-location")
    .input(ArchiveLocation)
    .mutation(({ ctx, input }) => archiveLocation(ctx, input)),
  restoreLocation: procedure("inventory.restore-location")
    .input(LocationRef)
    .mutation(({ ctx, input }) => restoreLocation(ctx, input)),
  setReorderPoint: procedure("inventory.set-reorder-point")
    .input(SetReorderPoint)
    .mutation(({ ctx, input }) => setReorderPoint(ctx, input)),
  blockLot: procedure("inventory.block-lot")
    .input(BlockLot)
    .mutation(({ ctx, input }) => blockLot(ctx, input)),
  unblockLot: procedure("inventory.unblock-lot")
    .input(LotRef)
    .mutation(({ ctx, input }) => unblockLot(ctx, input)),
  requestAdjustment: procedure("inventory.request-adjustment")
    .input(RequestAdjustment)
    .mutation(({ ctx, input }) => requestAdjustment(ctx, input)),
  approveAdjustment: procedure("inventory.approve-adjustment")
    .input(ApproveRequest)
    .mutation(({ ctx, input }) => approveAdjustment(ctx, input)),
  setAdjustmentLimit: procedure("inventory.set-adjustment-limit")
    .input(SetAdjustmentLimit)
    .mutation(({ ctx, input }) => setAdjustmentLimit(ctx, input)),
});
