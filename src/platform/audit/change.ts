/** One thing that changed. `before` is null where it is new, `after` where it is gone; neither holds a secret. */
export type Change = {
  entity: string;
  entityId: string;
  label: string;
  /** Where it happened, if it happened somewhere: whoever works in none of these places does not read of it. */
  warehouseIds?: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};
