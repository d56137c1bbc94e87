import { formatCount } from "@/shared/plural";
import { type Kind, OF_ACCOUNT, OF_SYSTEM } from "./kind-shape";

const items = (count: number) => formatCount(count, "item");
const orders = (count: number) => formatCount(count, "order");
const toOrder = (id: string) => `/orders/${id}`;
const toItem = (id: string) => `/stock/${id}`;
const toImport = (id: string) => `/products/import/${id}`;
const toApprovals = (subjectId: string) => `/approvals?about=${subjectId}`;
const toKeys = () => "/profile/keys";
const toSystem = () => "/system";
const toAudit = () => "/audit";

/** The days that a confirmed order may wait to be shipped. */
export const ORDER_WAIT_DAYS_MAX = 3;

/** About an order, to everyone who works where it ships from. */
const OF_ORDER = {
  audience: "warehouse",
  permission: "orders.read",
  mayStop: true,
  mail: false,
  href: toOrder,
} as const;

/** About an order or a quote, to whoever placed it. */
const OF_SELLER = {
  audience: "person",
  permission: "orders.read",
  isAlert: false,
  mayStop: true,
  mail: false,
  href: toOrder,
} as const;

/** What people are told of. To add a kind: a line here, and whoever finds it in `happenings.ts` or `causes/`. */
export const KINDS = {
  "low-stock": {
    name: "Low stock",
    hint: "No more of an item is available than its reorder point.",
    audience: "warehouse",
    permission: "inventory.read",
    isAlert: true,
    mayStop: true,
    mail: false,
    one: (label) => `${label} is low`,
    many: (count) => `${items(count)} are low`,
    href: toItem,
    hrefOfMany: "/stock?state=low",
  },
  "out-of-stock": {
    name: "Out of stock",
    hint: "Nothing is available of an item that has a reorder point.",
    audience: "warehouse",
    permission: "inventory.read",
    isAlert: true,
    mayStop: true,
    mail: false,
    one: (label) => `${label} is out of stock`,
    many: (count) => `${items(count)} are out of stock`,
    href: toItem,
    hrefOfMany: "/stock?state=low",
  },
  "order-confirmed": {
    name: "Order confirmed",
    hint: "There is something to ship.",
    ...OF_ORDER,
    isAlert: false,
    one: (label) => `${label} was confirmed`,
    many: (count) => `${orders(count)} were confirmed`,
    hrefOfMany: "/orders?view=to-ship",
  },
  "order-held": {
    name: "Order on hold",
    hint: "Somebody stopped an order for a while.",
    ...OF_ORDER,
    isAlert: false,
    one: (label) => `${label} was put on hold`,
    many: (count) => `${orders(count)} were put on hold`,
    hrefOfMany: "/orders?view=on_hold",
  },
  "order-overdue": {
    name: "Order overdue",
    hint: `An order was confirmed more than ${ORDER_WAIT_DAYS_MAX} days ago and hasn't shipped.`,
    ...OF_ORDER,
    isAlert: true,
    one: (label) => `${label} has waited more than ${ORDER_WAIT_DAYS_MAX} days`,
    many: (count) => `${orders(count)} have waited more than ${ORDER_WAIT_DAYS_MAX} days`,
    hrefOfMany: "/orders?view=to-ship",
  },
  "order-filled": {
    name: "Order filled",
    hint: "An order that you placed has all the items that it waited for.",
    ...OF_SELLER,
    one: (label) => `${label} has all its items`,
    many: (count) => `${orders(count)} have all their items`,
    hrefOfMany: "/orders?view=to-ship",
  },
  "hold-ending": {
    name: "Quote holds its stock for a short time yet",
    hint: "The time for which a quote that you saved holds its items is nearly over.",
    ...OF_SELLER,
    one: (label) => `${label} will soon hold no stock any more`,
    many: (count) => `${formatCount(count, "quote")} will soon hold no stock any more`,
    hrefOfMany: "/orders?view=draft&holds=stock",
  },
  "hold-shrunk": {
    name: "Quote holds less stock",
    hint: "Items that a quote of yours held were lost, moved away or counted.",
    ...OF_SELLER,
    one: (label) => `${label} holds less stock than it did`,
    many: (count) => `${formatCount(count, "quote")} hold less stock than they did`,
    hrefOfMany: "/orders?view=draft",
  },
  "hold-ended": {
    name: "Quote holds no stock any more",
    hint: "The time is over for which a quote that you saved held its items.",
    ...OF_SELLER,
    one: (label) => `${label} holds no stock any more`,
    many: (count) => `${formatCount(count, "quote")} hold no stock any more`,
    hrefOfMany: "/orders?view=draft",
  },
  mentioned: {
    name: "You are named in a comment",
    hint: "A colleague names you in a comment on an order.",
    ...OF_SELLER,
    mail: true,
    one: (label) => `You are named in a comment on ${label}`,
    many: (count) => `You are named in ${formatCount(count, "comment")}`,
    hrefOfMany: "/orders?view=all",
  },
  "payment-overdue": {
    name: "Payment overdue",
    hint: "The day on which an order was to be paid is over, and something is left to pay.",
    ...OF_ORDER,
    permission: "orders.record-payment",
    isAlert: true,
    one: (label) => `${label} is overdue for payment`,
    many: (count) => `${orders(count)} are overdue for payment`,
    hrefOfMany: "/orders?payment=overdue&sort=due&descending=false",
  },
  "shipment-sent": {
    name: "Shipment sent",
    hint: "Items of an order have left.",
    ...OF_ORDER,
    isAlert: false,
    one: (label) => `Shipment ${label} was sent`,
    many: (count) => `${formatCount(count, "shipment")} were sent`,
    hrefOfMany: "/orders?view=all",
  },
  "approval-asked": {
    name: "Approval asked for",
    hint: "Somebody asks for a second person: an adjustment or a discount is above their limit.",
    audience: "warehouse",
    permission: "approvals.refuse",
    isAlert: false,
    mayStop: true,
    mail: true,
    one: (label) => `${label} needs approval`,
    many: (count) => `${formatCount(count, "request")} need approval`,
    href: toApprovals,
    hrefOfMany: "/approvals?state=waiting",
  },
  "approval-decided": {
    name: "Your request was decided",
    hint: "What you asked a second person for was approved or refused, or has expired.",
    audience: "person",
    permission: "approvals.read",
    isAlert: false,
    mayStop: true,
    mail: true,
    one: (label) => label,
    many: (count) => `${formatCount(count, "request")} of yours were decided`,
    href: toApprovals,
    hrefOfMany: "/approvals?own=true",
  },
  "import-done": {
    name: "Import done",
    hint: "A file that you imported is in the catalog.",
    audience: "person",
    permission: "imports.read",
    isAlert: false,
    mayStop: true,
    mail: false,
    one: (label) => `${label} was imported`,
    many: (count) => `${formatCount(count, "file")} were imported`,
    href: toImport,
    hrefOfMany: "/products/import",
  },
  "import-stopped": {
    name: "Import stopped",
    hint: "A file was not imported to its end.",
    audience: "shop",
    permission: "imports.read",
    isAlert: true,
    mayStop: true,
    mail: true,
    one: (label) => `The import of ${label} stopped`,
    many: (count) => `${formatCount(count, "import")} stopped`,
    href: toImport,
    hrefOfMany: "/products/import",
  },
  "job-dead": {
    name: "Background work given up",
    hint: "A background job failed too often and is not tried again.",
    ...OF_SYSTEM,
    one: (label) => `Background work was given up: ${label}`,
    many: (count) => `${formatCount(count, "kind")} of background work were given up`,
    href: toSystem,
    hrefOfMany: "/system",
  },
  "replica-idle": {
    name: "Database replica not in use",
    hint: "For a minute or more a replica hasn't answered, or was too far behind.",
    ...OF_SYSTEM,
    one: (label) => `Replica ${label} is not in use`,
    many: (count) => `${formatCount(count, "replica")} are not in use`,
    href: toSystem,
    hrefOfMany: "/system",
  },
  "books-differ": {
    name: "Ledger does not balance",
    hint: "The nightly check of the ledger found differences.",
    ...OF_SYSTEM,
    one: () => "The ledger does not balance",
    many: () => "The ledger does not balance",
    href: toSystem,
    hrefOfMany: "/system",
  },
  "audit-altered": {
    name: "Audit trail altered",
    hint: "The nightly check found that somebody changed the record of who did what.",
    ...OF_SYSTEM,
    one: () => "The audit trail was altered",
    many: () => "The audit trail was altered",
    href: toAudit,
    hrefOfMany: "/audit",
  },
  "access-changed": {
    name: "Your access changed",
    hint: "An administrator changed your role or your warehouses.",
    ...OF_ACCOUNT,
    one: () => "Your access was changed",
    many: (count) => `Your access was changed ${formatCount(count, "time")}`,
  },
  "new-device": {
    name: "Sign-in from a new device",
    hint: "Somebody signed in to your account with a browser that wasn't used before.",
    ...OF_ACCOUNT,
    one: () => "Sign-in from a new device",
    many: (count) => `Sign-ins from ${formatCount(count, "new device")}`,
  },
  "factor-changed": {
    name: "Second factor changed",
    hint: "Your second factor was set up, removed, or reset by an administrator.",
    ...OF_ACCOUNT,
    one: (label) => `Your second factor was ${label}`,
    many: (count) => `Your second factor was changed ${formatCount(count, "time")}`,
  },
  "codes-refused": {
    name: "Wrong codes at sign-in",
    hint: "Somebody entered your password, and several wrong codes after it.",
    ...OF_ACCOUNT,
    one: (label) => `Your password was entered with ${label}`,
    many: () => "Your password was entered with wrong codes",
  },
  "key-created": {
    name: "API key created",
    hint: "An API key was created in your name, or by you for a program.",
    ...OF_ACCOUNT,
    one: (label) => `The API key ${label} was created`,
    many: (count) => `${formatCount(count, "API key")} were created`,
    href: toKeys,
    hrefOfMany: "/profile/keys",
  },
  "key-expiring": {
    name: "API key expires soon",
    hint: "An API key that you created expires within a week.",
    audience: "person",
    permission: "users.read-own",
    isAlert: false,
    mayStop: true,
    mail: true,
    one: (label) => `The API key ${label} expires soon`,
    many: (count) => `${formatCount(count, "API key")} expire soon`,
    href: toKeys,
    hrefOfMany: "/profile/keys",
  },
} as const satisfies Record<string, Kind>;

export type NoticeKind = keyof typeof KINDS;

const isKind = (name: string): name is NoticeKind => Object.hasOwn(KINDS, name);
export const NOTICE_KINDS = Object.keys(KINDS).filter(isKind);

export const STOPPABLE_KINDS = NOTICE_KINDS.filter((kind) => KINDS[kind].mayStop);
export const URGENT_KINDS = NOTICE_KINDS.filter((kind) => !KINDS[kind].mayStop);

export const kindOf = (kind: NoticeKind): Kind => KINDS[kind];
