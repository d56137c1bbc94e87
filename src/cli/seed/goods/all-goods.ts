import { CAMPING } from "./camping";
import { CARE } from "./care";
import { CLOTHING } from "./clothing";
import { GARDEN } from "./garden";
import type { Goods } from "./goods";
import { HOME } from "./home";
import { LIGHT_AND_TOOLS } from "./light-and-tools";
import { PACKS } from "./packs";
import { PANTRY } from "./pantry";

/** In a fixed order: ids, SKUs and chance of the sample year follow it. */
export const ALL_GOODS: readonly Goods[] = [
  ...CAMPING,
  ...PACKS,
  ...CLOTHING,
  ...LIGHT_AND_TOOLS,
  ...HOME,
  ...GARDEN,
  ...CARE,
  ...PANTRY,
];
