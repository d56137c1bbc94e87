import * as z from "zod";
import { RETURN_STATUSES, type ReturnStatus } from "@/modules/returns/return";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { type Change, type ChangeWords, readValues, recorded } from "./change";

const Return = z.object({
  status: recorded(z.enum(RETURN_STATUSES)),
  order: recorded(z.string()),
  items: recorded(z.number()),
  received: recorded(z.number()),
  undone: recorded(z.number()),
  credited: recorded(z.number()),
  refunded: recorded(z.number()),
  shipping: recorded(z.number()),
  exchangedBy: recorded(z.string()),
  place: recorded(z.enum(["quarantine", "restock", "scrap"])),
  sku: recorded(z.string()),
});
type Return = z.infer<typeof Return>;

const STATUS_VERBS = {
  authorised: "authorised",
  partly_received: "received a part of",
  received: "received",
  closed: "closed",
  cancelled: "cancelled",
} as const satisfies Record<ReturnStatus, string>;

function returnVerb({ after }: Change): string {
  const { status, refunded, exchangedBy, place, undone } = readValues(Return, after);
  if (refunded !== undefined) return "refunded";
  if (exchangedBy !== undefined) return "replaced items of";
  if (undone !== undefined) return "undid a receipt of";
  if (place !== undefined) return "took items out of quarantine of";
  return status ? STATUS_VERBS[status] : "changed";
}

const PLACES = { quarantine: "kept in quarantine", restock: "put back into stock", scrap: "scrapped" } as const;

function linesOf(was: Return, is: Return) {
  const { order, items, received, undone, credited = 0, refunded, shipping, exchangedBy, place, sku = "" } = is;
  const moved = items === undefined ? "" : formatCount(items, "item");
  return [
    order === undefined ? "" : `for order ${order}`,
    place === undefined ? moved : `${moved} of ${sku} ${PLACES[place]}`,
    undone === undefined ? "" : `${formatCount(undone, "item")} awaited again`,
    received === undefined || undone !== undefined
      ? ""
      : `${formatCount(received - (was.received ?? 0), "item")} came back`,
    credited > 0 ? `credited: ${formatMoney(credited)}` : "",
    refunded === undefined ? "" : `given back: ${formatMoney(refunded - (was.refunded ?? 0))}`,
    shipping === undefined ? "" : `of that for shipping: ${formatMoney(shipping)}`,
    exchangedBy === undefined ? "" : `replaced by order ${exchangedBy}`,
  ];
}

export const RETURN_CHANGES: ChangeWords = {
  verb: returnVerb,
  details: ({ before, after }) =>
    linesOf(readValues(Return, before), readValues(Return, after)).filter((line) => line !== ""),
};
