import { namesOf, type StaleBy, type Staleness } from "@/shared/staleness";
import {
  adjustmentLimitChanged,
  allocationsChanged,
  countAsked,
  locationsChanged,
  reorderPointChanged,
  stockChanged,
  stockFilled,
  stockReleased,
  stockReserved,
  stockSummed,
} from "./contract";
import { lotBlockChanged } from "./lots/facts";

/** Each names the variants of which something else is on hand or available. */
export const STOCK_FACTS = namesOf(stockChanged, stockReserved, stockReleased, stockFilled, lotBlockChanged);
/** Of the shop its zone: what is expired follows its day. */
const BESIDES: StaleBy = { facts: ["catalog", "shop", ...namesOf(locationsChanged, reorderPointChanged)] };
const OF_VARIANTS: readonly StaleBy[] = [{ facts: STOCK_FACTS, about: "asked" }, BESIDES];
const IN_WAREHOUSE: readonly StaleBy[] = [{ facts: STOCK_FACTS, about: "asked", within: ["warehouseId"] }, BESIDES];
const ON_HAND: readonly StaleBy[] = [{ facts: ["catalog", "shop", ...namesOf(stockChanged, locationsChanged)] }];
const LOCATIONS: readonly StaleBy[] = [{ facts: namesOf(locationsChanged) }];
const ALLOCATIONS: StaleBy = { facts: namesOf(allocationsChanged), about: "asked" };
const ALL_STOCK: readonly StaleBy[] = [{ facts: STOCK_FACTS }, BESIDES];

export const INVENTORY_STALENESS = {
  listLocations: LOCATIONS,
  findBinsByCode: LOCATIONS,
  findSerial: [...ON_HAND, { facts: namesOf(lotBlockChanged) }],
  searchBins: LOCATIONS,
  listBinContents: [
    BESIDES,
    // Facts of stock name items and no bin.
    { facts: namesOf(stockChanged), when: { variantId: [null] } },
    { facts: namesOf(stockChanged), about: "asked" },
    { facts: namesOf(lotBlockChanged) },
  ],
  countBinContents: [{ facts: namesOf(stockChanged, locationsChanged) }],
  listAdjustmentLimits: [{ facts: ["shop", ...namesOf(adjustmentLimitChanged)] }],
  getStockedVariant: OF_VARIANTS,
  listStock: [
    BESIDES,
    { facts: namesOf(stockChanged), within: ["warehouseId"] },
    { facts: STOCK_FACTS, within: ["warehouseId"], about: "shown" },
    // What is reserved decides which rows are on the page only where it is asked for.
    { facts: STOCK_FACTS, within: ["warehouseId"], when: { state: ["in-stock", "low", "out", "expired", "blocked"] } },
    { facts: namesOf(stockSummed), within: ["warehouseId"], when: { sort: ["available", "onHand"] } },
  ],
  // Not by warehouse: whether a movement can be reversed depends on stock at its other end, and on pick lists.
  getStockCard: [...OF_VARIANTS, ALLOCATIONS],
  listPieces: OF_VARIANTS,
  listPlaces: OF_VARIANTS,
  listBalances: OF_VARIANTS,
  listAvailability: IN_WAREHOUSE,
  listAvailabilityByWarehouse: OF_VARIANTS,
  listAvailableElsewhere: OF_VARIANTS,
  listOnHandByProduct: ON_HAND,
  listOnHandByVariant: OF_VARIANTS,
  listLowStock: ALL_STOCK,
  listTransactions: ALL_STOCK,
  suggestPicks: [...IN_WAREHOUSE, ALLOCATIONS],
  listCountRequests: [{ facts: ["catalog", ...namesOf(countAsked, stockChanged, locationsChanged)] }],
  listStockValueByWarehouse: ON_HAND,
} as const satisfies Staleness;
