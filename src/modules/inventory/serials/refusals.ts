import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { describeStanding, type Standing } from "./serial";

export type Unnamed = { sku: string; quantity: number; serials: number };

/** Pieces of an item that has serial numbers, and not one for each. */
export const serialsMissing = defineError<{ items: Unnamed[] }>(
  "inventory.serials-missing",
  "invalid",
  ({ items }) =>
    "Enter one serial number for each item. " +
    items
      .map(
        ({ sku, quantity, serials }) =>
          `${sku}: ${formatCount(quantity, "item")}, ${formatCount(serials, "serial number")}. `,
      )
      .join("") +
    "Nothing was changed.",
);

export const serialsNotKept = defineError<{ skus: string[] }>(
  "inventory.serials-not-kept",
  "invalid",
  ({ skus }) =>
    `No serial numbers are kept of ${skus.join(", ")}. Leave them out, or turn them on for the product. ` +
    "Nothing was changed.",
);

export const serialsRepeated = defineError<{ serials: string[] }>(
  "inventory.serials-repeated",
  "invalid",
  ({ serials }) =>
    `Entered more than once: ${serials.join(", ")}. Each item has a serial number of its own. Nothing was changed.`,
);

/** Pieces come in that are there already. Empty where somebody else has just brought one. */
export const serialsOnHand = defineError<{ serials: Standing[] }>(
  "inventory.serials-on-hand",
  "conflict",
  ({ serials }) =>
    (serials.length === 0
      ? "An item with one of these serial numbers is on hand already. "
      : `On hand already: ${serials.map(describeStanding).join("; ")}. `) +
    "Check the labels, or move the items from where they are recorded. Nothing was changed.",
);

/** A count finds more that is recorded otherwise than one entry may change. */
export const countMovesTooMuch = defineError<{ pieces: number; most: number }>(
  "inventory.count-moves-too-much",
  "limit",
  ({ pieces, most }) =>
    `This count would add or remove ${formatCount(pieces, "item")}, and one stock entry changes at most ` +
    `${formatQuantity(most)}. Enter what was found, or is gone, in parts, then count again. Nothing was changed.`,
);

/** Pieces are to leave a bin in which they are not recorded. */
export const serialsNotHere = defineError<{ serials: Standing[] }>(
  "inventory.serials-not-here",
  "conflict",
  ({ serials }) =>
    `Not recorded in this bin: ${serials.map(describeStanding).join("; ")}. ` +
    "Check the labels, or choose the bin they are in. Nothing was changed.",
);

export type HeldPiece = { serial: string; sku: string | null; list: string };

/** `S-1 of CAM is on Pick list 12` */
export const describeHeld = ({ serial, sku, list }: HeldPiece): string =>
  `${sku === null ? serial : `${serial} of ${sku}`} is on ${list}`;

/** Pieces are to leave their bin that pick lists fetch for orders, or have fetched. */
export const piecesOnLists = defineError<{ pieces: HeldPiece[] }>(
  "inventory.pieces-on-lists",
  "conflict",
  ({ pieces }) =>
    `${pieces.map(describeHeld).join("; ")}. What is on a pick list is kept for its orders. If an item is missing or ` +
    "damaged, report it on the list, which then takes another; otherwise cancel the list, or put back what was " +
    "picked. Then do this again. Nothing was changed.",
);

/** Items come back that left before their serial numbers were kept: nobody can say which they are. */
export const leftWithoutSerials = defineError<{ skus: string[] }>(
  "inventory.left-without-serials",
  "conflict",
  ({ skus }) =>
    `These items were shipped before their serial numbers were kept: ${skus.join(", ")}. Scrap them here, and then ` +
    "add them by an adjustment with their serial numbers. Nothing was changed.",
);

/** Items are to come back by the mirror image of how they left, and have no numbers by which they may. */
export const leftBeforeSerials = defineError<{ skus: string[] }>(
  "inventory.left-before-serials",
  "conflict",
  ({ skus }) =>
    `These items left before their serial numbers were kept: ${skus.join(", ")}. Turn serial numbers off for the ` +
    "product, then do this again. Nothing was changed.",
);
