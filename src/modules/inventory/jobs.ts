import { openingStockStated } from "@/modules/catalog/contract";
import { react } from "@/platform/jobs/handler";
import { postOpeningStock } from "./post-opening-stock";

export const inventoryJobs = [
  react(openingStockStated, "inventory.post-opening-stock", (ctx, stated) => postOpeningStock(ctx, stated)),
];
