import type { Exceeded } from "@/app/(staff)/_orders/notify-exceeded";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import type { trpc } from "@/client/trpc";
import { canBecome, canConfirm, canResume, canShip, statusLabel } from "@/modules/orders/order";
import type { Permission } from "@/shared/access";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { readTags, TAG_CHARACTERS_MAX, TAGS_MAX } from "@/shared/tags";

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** What can be done to many orders at once: each order by the very act of its own page, one after another. */
export type BulkAct = {
  label: string;
  /** What is done to each, in a sentence: "3 orders confirmed". */
  done: string;
  hint: string;
  permission: Permission;
  isFor: (order: OrderRow) => boolean;
  /** What of each it is done to, where that is not the whole order. */
  what?: (order: OrderRow) => string;
  /** Why one is left out that it is not for. */
  whyNot?: (order: OrderRow) => string;
  /** What pick lists still fetch of each is said before. */
  isAfterPicking?: true;
  /** What must be typed first, as the reason for a hold. */
  asks?: Asked;
  send: (client: Client, order: OrderRow, typed: string) => Promise<Answer>;
};

/**
 * `exceeded` is what the page of an order warns of, too: it is confirmed, above the credit limit of its customer.
 * `shipmentId` is of what has shipped, and may be undone; `warning` is what else somebody should know of it.
 */
type Answer = { orderId: string; exceeded?: Exceeded; shipmentId?: string; warning?: string };

type Asked = { label: string; hint: string; placeholder: string; charactersMax: number; isTags?: true };

const CONFIRM: BulkAct = {
  label: "Confirm",
  done: "confirmed",
  hint:
    "The items of each order are reserved, the oldest order first. One that can't be met stays as it is, and so does " +
    "one that would wait for stock: its own page asks whether it may.",
  permission: "orders.confirm",
  isFor: ({ status }) => canConfirm(status),
  send: ({ orders }, { id: orderId, version }) => orders.confirm.mutate({ orderId, version }),
};

const HOLD: BulkAct = {
  label: "Hold",
  done: "put on hold",
  hint: "None of them can be shipped until someone resumes it. Their items stay reserved.",
  permission: "orders.hold",
  isFor: ({ status }) => canBecome(status, "on_hold"),
  asks: {
    label: "Reason",
    hint: "Shown to everyone who opens one of these orders.",
    placeholder: "e.g. Awaiting payment",
    charactersMax: 2_000,
  },
  send: ({ orders }, { id: orderId }, reason) => orders.hold.mutate({ orderId, reason }),
};

const RESUME: BulkAct = {
  label: "Resume",
  done: "resumed",
  hint: "They can be shipped again. Their items stayed reserved.",
  permission: "orders.resume",
  isFor: ({ status }) => canResume(status),
  send: ({ orders }, { id: orderId }) => orders.resume.mutate({ orderId }),
};

const SHIP: BulkAct = {
  label: "Ship",
  done: "shipped",
  hint:
    "All that is open of each order leaves from the bins that its page suggests, first expired first. Tracking " +
    "numbers are left empty. All can be undone right after, and each on its order's page until it leaves.",
  permission: "orders.ship",
  isFor: ({ status, open, waiting }) => canShip(status) && open > waiting,
  what: ({ open, waiting, short, backordered }) =>
    formatCount(open - waiting, "item") +
    (short > 0 ? `; ${formatQuantity(short)} short, left open` : "") +
    (backordered > 0 ? `; ${formatQuantity(backordered)} backordered, left open` : ""),
  whyNot: ({ status, waiting }) =>
    !canShip(status) ? statusLabel(status) : waiting > 0 ? `waits for ${formatQuantity(waiting)}` : "nothing open",
  isAfterPicking: true,
  send: async ({ orders }, { id: orderId, waiting }) => {
    const { isComplete, ...shipped } = await orders.ship.mutate({ orderId });
    return { ...shipped, ...(!isComplete && waiting === 0 && { warning: PICKED_ALONE }) };
  },
};

const INVOICE: BulkAct = {
  label: "Invoice",
  done: "invoiced",
  hint:
    "Each order gets an invoice for what has shipped and is on none yet. An invoice is never changed: a credit note " +
    "corrects it.",
  permission: "invoices.issue",
  isFor: ({ toInvoice }) => toInvoice > 0,
  what: ({ toInvoice }) => formatCount(toInvoice, "item"),
  whyNot: ({ shipped }) => (shipped > 0 ? "nothing left to invoice" : "nothing shipped"),
  send: async ({ invoices }, { id: orderId }) => {
    await invoices.issue.mutate({ orderId, scope: "shipped" });
    return { orderId };
  },
};

const PICKED_ALONE = "Only what was picked has shipped. The rest of it is still open.";

const TAGS: Asked = {
  label: "Tags",
  hint: "With commas between them.",
  placeholder: "e.g. gift, fair",
  charactersMax: TAGS_MAX * (TAG_CHARACTERS_MAX + 2),
  isTags: true,
};

/** One after another: each is a change of its own, and one that is there already changes nothing. */
async function eachTag(orderId: string, typed: string, send: (tag: string) => Promise<unknown>): Promise<Answer> {
  for (const tag of readTags(typed)) await send(tag);
  return { orderId };
}

const ADD_TAGS: BulkAct = {
  label: "Add tags to",
  done: "tagged",
  hint: "Each order keeps the tags that it has.",
  permission: "orders.add-tag",
  isFor: () => true,
  asks: TAGS,
  send: ({ orders }, { id: orderId }, typed) =>
    eachTag(orderId, typed, (tag) => orders.addTag.mutate({ orderId, tag })),
};

const REMOVE_TAGS: BulkAct = {
  label: "Remove tags of",
  done: "freed of these tags",
  hint: "An order that has none of them stays as it is.",
  permission: "orders.remove-tag",
  isFor: ({ tags }) => tags.length > 0,
  whyNot: () => "no tags",
  asks: TAGS,
  send: ({ orders }, { id: orderId }, typed) =>
    eachTag(orderId, typed, (tag) => orders.removeTag.mutate({ orderId, tag })),
};

export const BULK_ACTS = [CONFIRM, SHIP, INVOICE, HOLD, RESUME, ADD_TAGS, REMOVE_TAGS] as const;

export const leftOut = ({ whyNot }: BulkAct, order: OrderRow): string =>
  whyNot ? whyNot(order) : statusLabel(order.status);

/** In the order in which they are done: whoever ordered first is served first. */
export const oldestFirst = (rows: readonly OrderRow[]): OrderRow[] =>
  rows.toSorted((one, other) => one.number - other.number);
