import * as z from "zod";
import { SHORT_REASON_NAMES, SHORT_REASONS } from "@/modules/inventory/counts/short-reason";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { type Change, type ChangeWords, readValues, recorded } from "./change";

const Picked = z.object({
  orders: recorded(z.number()),
  items: recorded(z.number()),
  wave: recorded(z.string()),
  zone: recorded(z.string()),
  taken: recorded(z.enum(["yes", "no"])),
  picked: recorded(z.number()),
  short: recorded(z.number()),
  reason: recorded(z.enum(SHORT_REASONS)),
  putBack: recorded(z.number()),
  cancelled: recorded(z.number()),
  sku: recorded(z.string()),
  bin: recorded(z.string()),
  order: recorded(z.string()),
});

function verb({ before, after }: Change): string {
  const { taken, picked, short, putBack, cancelled } = readValues(Picked, after);
  if (before === null) return "made";
  if (picked !== undefined) return "picked from";
  if (short !== undefined) return "picked short from";
  if (putBack !== undefined) return "put back items of";
  if (cancelled !== undefined) return "cancelled the rest of";
  return taken === "yes" ? "took" : "gave back";
}

const TITLES: Readonly<Record<string, string>> = {
  made: "Made",
  "picked from": "Picked",
  "picked short from": "Short pick",
  "put back items of": "Put back",
  "cancelled the rest of": "Cancelled",
  took: "Taken",
  "gave back": "Given back",
};

function details({ before, after }: Change): string[] {
  const told = readValues(Picked, after);
  const { orders, items, wave, zone, picked, short, reason, putBack, cancelled, sku, bin, order } = told;
  if (wave !== undefined && zone !== undefined) return [`${zone}, ${wave}`];
  const of = `${sku ?? ""} · ${bin ?? ""} · ${order ?? ""}`;
  if (orders !== undefined && items !== undefined)
    return [`${formatCount(items, "item")} of ${formatCount(orders, "order")}`];
  if (picked !== undefined) return [`${formatQuantity(picked - (readValues(Picked, before).picked ?? 0))} × ${of}`];
  if (short !== undefined) return [`${formatQuantity(short)} × ${of}`, ...(reason ? [SHORT_REASON_NAMES[reason]] : [])];
  if (putBack !== undefined) return [`${formatQuantity(putBack)} × ${of}`];
  return cancelled === undefined ? [] : [formatCount(cancelled, "item")];
}

export const PICK_CHANGES: ChangeWords = { verb, title: (change) => TITLES[verb(change)] ?? "Changed", details };
