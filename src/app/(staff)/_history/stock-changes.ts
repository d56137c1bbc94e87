import * as z from "zod";
import { TRANSACTION_KINDS, type TransactionKind } from "@/modules/inventory/inventory";
import { type ChangeWords, type HistoryEntry, readValues, recorded } from "./change";

const Posting = z.object({ kind: recorded(z.enum(TRANSACTION_KINDS)) });

const VERBS: Readonly<Record<TransactionKind, string>> = {
  receive: "received stock",
  adjust: "adjusted stock",
  move: "moved stock",
  ship: "issued stock for",
  reverse: "reversed a stock entry",
  open: "entered opening stock",
  count: "counted stock",
  return: "took back stock of",
};

export const POSTING_CHANGES: ChangeWords = {
  verb: ({ after }) => VERBS[readValues(Posting, after).kind ?? "move"],
};

const Block = z.object({ blocked: recorded(z.string().nullable()) });

export const LOT_CHANGES: ChangeWords = {
  verb: ({ after }) => (readValues(Block, after).blocked === null ? "unblocked" : "blocked"),
};

/** A posting without a document is labelled by its kind, which the verb names already. */
export const postingName = ({ label, after }: HistoryEntry): string =>
  label === readValues(Posting, after).kind ? "" : label;
