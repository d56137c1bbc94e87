import { formatCount } from "@/shared/plural";

/** What became of the items of an order that was just confirmed. */
export const reservedText = (backordered: number): string =>
  backordered > 0
    ? `${formatCount(backordered, "item")} backordered; all others are reserved.`
    : "Its items are reserved.";
