import { openingStockStated } from "@/modules/catalog/contract";
import { postOpeningStock } from "@/modules/inventory/post-opening-stock";
import { react } from "@/platform/jobs";

export const inventoryJobs = [
  react(openingStockStated, "inventory.post-opening-stock", (ctx, stated) => postOpeningStock(ctx, stated)),
];
