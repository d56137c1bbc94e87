type Line = { id: string; variantId: string; waiting: number };
type Available = { variantId: string; available: number };

/** What begins a split, by line: what waits for stock, and from another warehouse as much of it as is there. */
export function beginSplit(lines: readonly Line[], there?: readonly Available[]): Map<string, number> {
  const left = new Map(there?.map(({ variantId, available }) => [variantId, available]));
  return new Map(
    lines.map(({ id, variantId, waiting }) => {
      const quantity = there ? Math.min(waiting, left.get(variantId) ?? 0) : waiting;
      left.set(variantId, (left.get(variantId) ?? 0) - quantity);
      return [id, quantity];
    }),
  );
}

/** How many of the items that lines wait for are there. */
export const coveredBy = (lines: readonly Line[], there: readonly Available[]): number =>
  [...beginSplit(lines, there).values()].reduce((sum, quantity) => sum + quantity, 0);
