/** An entry of the history as far as words are made of it. */
export type Change = {
  action: string;
  entity: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

const ORDER_STEPS: Readonly<Record<string, string>> = {
  confirmed: "confirmed",
  on_hold: "put on hold",
  completed: "completed",
  cancelled: "cancelled",
};
const POSTINGS: Readonly<Record<string, string>> = {
  receive: "received goods",
  adjust: "adjusted stock",
  move: "moved goods",
  ship: "took goods from stock for",
  reverse: "reversed a posting",
  open: "entered opening stock",
};

function sayOrderChange({ before, after }: Change): string {
  if (before === null) return after?.["status"] === "confirmed" ? "placed and confirmed" : "placed";
  const status = after?.["status"];
  if (before["status"] === "on_hold" && status === "confirmed") return "resumed";
  if (typeof status === "string") return ORDER_STEPS[status] ?? "changed";
  return after?.["shipped"] === undefined ? "edited" : "shipped";
}

/** What was done, as a verb in the past tense, told from what changed rather than from who called which procedure. */
export function sayChange(change: Change): string {
  if (change.entity === "order") return sayOrderChange(change);
  if (change.entity === "session") return change.before === null ? "signed in:" : "signed out:";
  const stopped = change.after?.["stopped"];
  if (change.entity === "product-import" && typeof stopped === "boolean")
    return stopped ? "was stopped by a fault in" : "went on with";
  const kind = change.after?.["kind"];
  if (change.entity === "stock-transaction" && typeof kind === "string") return POSTINGS[kind] ?? "moved goods";
  const archived = change.after?.["archived"];
  if (change.before !== null && typeof archived === "boolean" && change.before["archived"] !== archived)
    return archived ? "archived" : "brought back";
  if (change.before === null) return "created";
  return change.after === null ? "removed" : "edited";
}

export const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
