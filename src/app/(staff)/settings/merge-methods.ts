import type { PaymentMethod } from "@/modules/shop/payment-method";

/** As it is edited; `key` is its own also before it is saved, and its id from then on. */
export type DraftMethod = Omit<PaymentMethod, "id"> & { id?: string | undefined; key: string };

/**
 * Somebody else has saved meanwhile. What I changed of what I saw stays, as does my order; all else is as they saved
 * it, and what they added comes last.
 */
export function withTheirs(
  mine: readonly DraftMethod[],
  seen: readonly PaymentMethod[],
  theirs: readonly PaymentMethod[],
): DraftMethod[] {
  const kept = mine.map((row): DraftMethod => {
    const [before, now] = [byId(seen, row.id), byId(theirs, row.id)];
    if (!before || !now) return row;
    return {
      ...row,
      name: row.name === before.name ? now.name : row.name,
      isArchived: row.isArchived === before.isArchived ? now.isArchived : row.isArchived,
    };
  });
  const added = theirs.filter(({ id }) => !byId(mine, id)).map((one): DraftMethod => ({ ...one, key: one.id }));
  const chosen = mine.find(({ isDefault }) => isDefault)?.key;
  const begins = chosen === defaultOf(seen) ? defaultOf(theirs) : chosen;
  return [...kept, ...added].map((row) => ({ ...row, isDefault: row.key === begins }));
}

const byId = <Row extends { id?: string | undefined }>(rows: readonly Row[], wanted: string | undefined) =>
  wanted === undefined ? undefined : rows.find(({ id }) => id === wanted);

const defaultOf = (methods: readonly PaymentMethod[]) => methods.find(({ isDefault }) => isDefault)?.id;
