import {
  type AdjustmentReason,
  type PostingKind,
  VIRTUAL_LOCATION_IDS,
  type VirtualKind,
} from "@/modules/inventory/inventory";
import type { UnitCost } from "@/shared/money";
import { negate, type Quantity, toQuantity } from "@/shared/quantity";

export type Movement = {
  variantId: string;
  lotId: string | null;
  fromLocationId: string;
  toLocationId: string;
  quantity: Quantity;
  unitCost: UnitCost | null;
};

/** The document of this business that a posting carries out: an order, an import, a purchase. */
export type SourceDocument = { kind: string; id: string; label: string };

export type Posting = {
  kind: PostingKind;
  /** Posting twice under one key posts once. */
  postingKey: string;
  movements: readonly Movement[];
  occurredAt?: Date;
  reason?: AdjustmentReason;
  note?: string;
  /** The other party's reference, such as the number of a supplier's delivery note. */
  reference?: string;
  document?: SourceDocument;
  reversesId?: string;
  /** Reservations that end with the movements, fulfilled or lost, in the same statement; below zero, made again. */
  fulfilled?: readonly { warehouseId: string; variantId: string; quantity: Quantity }[];
};

const VIRTUAL_IDS: ReadonlySet<string> = new Set(Object.values(VIRTUAL_LOCATION_IDS));

/** A bin, or the virtual location of a kind. */
type End = "bin" | VirtualKind;

/**
 * The ends between which each kind of posting moves stock. A caller names bins only: the virtual location at the other
 * end follows from the kind, so that no input creates stock from nothing or ships it without a document.
 */
export const ROUTES: Readonly<Record<Exclude<PostingKind, "reverse">, readonly { from: End; to: End }[]>> = {
  receive: [{ from: "supplier", to: "bin" }],
  open: [{ from: "adjustment", to: "bin" }],
  adjust: [
    { from: "adjustment", to: "bin" },
    { from: "bin", to: "adjustment" },
  ],
  move: [{ from: "bin", to: "bin" }],
  ship: [{ from: "bin", to: "customer" }],
  /** What is in quarantine is decided on by a later entry. */
  return: [
    { from: "customer", to: "bin" },
    { from: "customer", to: "quarantine" },
    { from: "customer", to: "scrap" },
    { from: "quarantine", to: "bin" },
    { from: "quarantine", to: "scrap" },
  ],
};

const standsAt = (locationId: string, end: End): boolean =>
  end === "bin" ? !VIRTUAL_IDS.has(locationId) : locationId === VIRTUAL_LOCATION_IDS[end];

/** Virtual locations that this kind of posting must not use. A reversal uses the ends of a posting that was checked. */
export function findMisplacedEnds({ kind, movements }: Pick<Posting, "kind" | "movements">): string[] {
  if (kind === "reverse") return [];
  const misplaced = movements.filter(
    ({ fromLocationId, toLocationId }) =>
      !ROUTES[kind].some(({ from, to }) => standsAt(fromLocationId, from) && standsAt(toLocationId, to)),
  );
  return [
    ...new Set(
      misplaced.flatMap(({ fromLocationId, toLocationId }) =>
        [fromLocationId, toLocationId].filter((id) => VIRTUAL_IDS.has(id)),
      ),
    ),
  ];
}

/** Lots that leave one bin for another. */
export const movedLots = (movements: readonly Movement[]): string[] =>
  movements.flatMap(({ lotId, fromLocationId, toLocationId }) =>
    lotId === null || VIRTUAL_IDS.has(fromLocationId) || VIRTUAL_IDS.has(toLocationId) ? [] : lotId,
  );

/** The key of a balance: a bin, a variant, and a lot where there is one. */
export type BalanceKey = { locationId: string; variantId: string; lotId: string | null };

/** What a posting adds to a balance, or takes from it. */
export type BalanceChange = BalanceKey & { delta: Quantity };

export const balanceKey = ({ locationId, variantId, lotId }: BalanceKey): string =>
  [locationId, variantId, lotId ?? ""].join("/");

/** Summed per bin, variant and lot. Virtual locations have no balance. */
export function sumBalanceChanges(movements: readonly Movement[]): BalanceChange[] {
  const changes = new Map<string, BalanceChange>();
  const add = ({ variantId, lotId }: Movement, locationId: string, delta: Quantity) => {
    if (VIRTUAL_IDS.has(locationId)) return;
    const key = balanceKey({ locationId, variantId, lotId });
    changes.set(key, { locationId, variantId, lotId, delta: toQuantity((changes.get(key)?.delta ?? 0) + delta) });
  };
  for (const movement of movements) {
    add(movement, movement.fromLocationId, negate(movement.quantity));
    add(movement, movement.toLocationId, movement.quantity);
  }
  return [...changes.values()].filter(({ delta }) => delta !== 0);
}
