import type { Context } from "@/platform/context";
import type { Random } from "./random";
import type { StockModel } from "./stock-model";

/** What the acts on open orders take of the shop that the model runs beside. */
export type ChangingShop = {
  ctx: Context;
  random: Random;
  model: StockModel;
  variantIds: string[];
  warehouseIds: string[];
  customerId: string;
};
