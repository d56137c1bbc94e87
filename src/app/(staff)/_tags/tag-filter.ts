type Known = { tag: string; count: number };

/** The filter by a tag, where there are any. The chosen one is among them, though nothing may have it any more. */
export function tagFilter(known: readonly Known[], chosen: string | null, onChange: (tag: string | null) => void) {
  const isKnown = chosen === null || known.some(({ tag }) => tag === chosen);
  const all = isKnown ? known : [...known, { tag: chosen, count: 0 }];
  const options = all.map(({ tag, count }) => ({ value: tag, label: tag, count }));
  return options.length === 0 ? [] : [{ id: "tag", label: "Tag", options, value: chosen, onChange }];
}
