type Saved = { name: string; query: string; hiddenColumns: readonly string[]; isShared: boolean };

/** A view as the history keeps it. */
export const imageOf = ({ name, query, hiddenColumns, isShared }: Saved) => ({
  name,
  filters: query,
  hiddenColumns: hiddenColumns.join(", "),
  shared: isShared,
});
