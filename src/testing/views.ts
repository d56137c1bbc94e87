import { createView } from "@/modules/views/create-view";
import { newId } from "@/shared/id";
import type { ShopAtWork } from "./shop-at-work";

const VALUES = { query: "?tag=gift&view=to-ship", hiddenColumns: ["payment"], isShared: false };
const list = "orders" as const;

const aView = ({ ctx }: ShopAtWork) => createView(ctx, { name: `Gifts ${newId()}`, ...VALUES, list });

/** A valid input of each change of a view, its first text one that may be changed. */
export const VIEW_INPUTS = {
  create: () => ({ name: "Gifts to ship", ...VALUES, list }),
  edit: async (shop: ShopAtWork) => ({ name: "Gifts", ...VALUES, ...(await aView(shop)), version: 1 }),
  remove: aView,
  setDefault: async (shop: ShopAtWork) => ({ ...(await aView(shop)), list }),
} satisfies Record<string, (shop: ShopAtWork) => unknown>;
