import { NoInput, procedure, router } from "@/platform/trpc/procedure";
import { adjustStock } from "./adjust-stock";
import { archiveLocation } from "./archive-location";
import {
  AdjustStock,
  ArchiveLocation,
  AvailabilityOf,
  CreateLocation,
  CreateWarehouse,
  LocationRef,
  LowStock,
  MoveStock,
  OnHandOf,
  OnHandOfVariants,
  PicksFor,
  ReceiveStock,
  RecentTransactions,
  RenameLocation,
  ReverseTransaction,
  ScannedCode,
  SetReorderPoint,
  StockCard,
  StockList,
  VariantRef,
} from "./contract";
import { createLocation } from "./create-location";
import { createWarehouse } from "./create-warehouse";
import { moveStock } from "./move-stock";
import {
  availability,
  availabilityByWarehouse,
  binContents,
  countBinContents,
  findBinByCode,
  getStockedVariant,
  listLocations,
  onHandOfProducts,
  onHandOfVariants,
  stockPlaces,
} from "./queries";
import { receiveStock } from "./receive-stock";
import { renameLocation } from "./rename-location";
import { reverseTransaction } from "./reverse-transaction";
import { setReorderPoint } from "./set-reorder-point";
import { listTransactions, stockCard } from "./stock-card";
import { listStock, lowStock, stockValue } from "./stock-list";
import { suggestPicks } from "./suggest-picks";

const read = procedure("inventory.read");

export const inventoryRouter = router({
  locations: read.input(NoInput).query(({ ctx }) => listLocations(ctx)),
  binByCode: read.input(ScannedCode).query(({ ctx, input }) => findBinByCode(ctx, input.code)),
  binContents: read.input(LocationRef).query(({ ctx, input }) => binContents(ctx, input)),
  binCounts: read.input(NoInput).query(({ ctx }) => countBinContents(ctx)),
  variant: read.input(VariantRef).query(({ ctx, input }) => getStockedVariant(ctx, input)),
  stock: read.input(StockList).query(({ ctx, input }) => listStock(ctx, input)),
  stockCard: read.input(StockCard).query(({ ctx, input }) => stockCard(ctx, input)),
  stockPlaces: read.input(VariantRef).query(({ ctx, input }) => stockPlaces(ctx, input)),
  availability: read.input(AvailabilityOf).query(({ ctx, input }) => availability(ctx, input)),
  availabilityByWarehouse: read.input(VariantRef).query(({ ctx, input }) => availabilityByWarehouse(ctx, input)),
  onHandOfProducts: read.input(OnHandOf).query(({ ctx, input }) => onHandOfProducts(ctx, input)),
  onHandOfVariants: read.input(OnHandOfVariants).query(({ ctx, input }) => onHandOfVariants(ctx, input)),
  lowStock: read.input(LowStock).query(({ ctx, input }) => lowStock(ctx, input)),
  transactions: read.input(RecentTransactions).query(({ ctx, input }) => listTransactions(ctx, input)),
  suggestPicks: read.input(PicksFor).query(({ ctx, input }) => suggestPicks(ctx, input)),
  stockValue: procedure("catalog.see-cost")
    .input(NoInput)
    .query(({ ctx }) => stockValue(ctx)),

  receive: procedure("inventory.receive")
    .input(ReceiveStock)
    .mutation(({ ctx, input }) => receiveStock(ctx, input)),
  adjust: procedure("inventory.adjust")
    .input(AdjustStock)
    .mutation(({ ctx, input }) => adjustStock(ctx, input)),
  move: procedure("inventory.move")
    .input(MoveStock)
    .mutation(({ ctx, input }) => moveStock(ctx, input)),
  reverse: procedure("inventory.reverse")
    .input(ReverseTransaction)
    .mutation(({ ctx, input }) => reverseTransaction(ctx, input)),
  createWarehouse: procedure("inventory.manage-locations")
    .input(CreateWarehouse)
    .mutation(({ ctx, input }) => createWarehouse(ctx, input)),
  createLocation: procedure("inventory.manage-locations")
    .input(CreateLocation)
    .mutation(({ ctx, input }) => createLocation(ctx, input)),
  renameLocation: procedure("inventory.manage-locations")
    .input(RenameLocation)
    .mutation(({ ctx, input }) => renameLocation(ctx, input)),
  archiveLocation: procedure("inventory.manage-locations")
    .input(ArchiveLocation)
    .mutation(({ ctx, input }) => archiveLocation(ctx, input)),
  setReorderPoint: procedure("inventory.manage-locations")
    .input(SetReorderPoint)
    .mutation(({ ctx, input }) => setReorderPoint(ctx, input)),
});
