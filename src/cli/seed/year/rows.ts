import type { barcodes, categories, packs, products, variants } from "@/modules/catalog/schema";
import type { taxCategories, taxCategoryRates } from "@/modules/catalog/taxes/schema";
import type { customers } from "@/modules/customers/schema";
import type { reorderPoints } from "@/modules/inventory/reorder-points/schema";
import type {
  locations,
  lots,
  stockAvailability,
  stockBalances,
  stockMovements,
  stockReservations,
  stockTransactions,
} from "@/modules/inventory/schema";
import type { LoadedOrder, LoadedOrderLine } from "@/modules/orders/load-orders";
import type { payments } from "@/modules/orders/payments/schema";
import type { shipmentLines, shipments } from "@/modules/orders/schema";
import type { shopSettings } from "@/modules/shop/schema";
import type { users, warehouseGrants } from "@/modules/users/schema";
import type { auditEntries } from "@/platform/audit/schema";

/** Rows as they will stand, without what their module works out by itself. */
export type ShopRow = Pick<
  typeof shopSettings.$inferSelect,
  | "companyName"
  | "address"
  | "country"
  | "vatNumber"
  | "taxRate"
  | "paymentTermsDays"
  | "iban"
  | "bic"
  | "documentFooter"
  | "defaultWarehouseId"
>;
export type TaxCategoryRow = Omit<typeof taxCategories.$inferSelect, "isStandard" | "version">;
export type TaxRateRow = typeof taxCategoryRates.$inferSelect;
export type UserRow = Omit<typeof users.$inferSelect, "passwordHash">;
export type GrantRow = typeof warehouseGrants.$inferSelect;
export type CategoryRow = Omit<typeof categories.$inferSelect, "version">;
export type ProductRow = Omit<typeof products.$inferSelect, "searchText" | "searchForm" | "lowestPrice">;
export type VariantRow = Omit<typeof variants.$inferSelect, "searchForm">;
export type PackRow = typeof packs.$inferSelect;
export type BarcodeRow = typeof barcodes.$inferSelect;
export type LocationRow = Omit<typeof locations.$inferSelect, "searchForm">;
export type LotRow = typeof lots.$inferSelect;
export type TransactionRow = typeof stockTransactions.$inferSelect;
export type MovementRow = Omit<typeof stockMovements.$inferSelect, "id">;
export type BalanceRow = Omit<typeof stockBalances.$inferSelect, "hasSerials">;
export type AvailabilityRow = Omit<typeof stockAvailability.$inferSelect, "waiting" | "held">;
export type ReservationRow = typeof stockReservations.$inferSelect;
export type ReorderPointRow = typeof reorderPoints.$inferSelect;
export type CustomerRow = Omit<typeof customers.$inferSelect, "searchText" | "searchForm" | "tagsAsText">;
export type OrderRow = LoadedOrder;
export type OrderLineRow = LoadedOrderLine;
export type ShipmentRow = Omit<typeof shipments.$inferSelect, "voidedAt" | "voidedBy" | "voidReason" | "toPack">;
export type ShipmentLineRow = typeof shipmentLines.$inferSelect;
export type PaymentRow = typeof payments.$inferSelect;
export type AuditRow = typeof auditEntries.$inferSelect;
