/** How many have it is said where all are counted. */
type Known = { tag: string; count?: number };

/** The filter by a tag, where there are any. The chosen one is among them, whoever has it. */
export function tagFilter(known: readonly Known[], chosen: string | null, onChange: (tag: string | null) => void) {
  const isKnown = chosen === null || known.some(({ tag }) => tag === chosen);
  const all = isKnown ? known : [...known, { tag: chosen }];
  const options = all.map(({ tag, ...counted }) => ({ value: tag, label: tag, ...counted }));
  return options.length === 0 ? [] : [{ id: "tag", label: "Tag", options, value: chosen, onChange }];
}
