type Values = Record<string, unknown> | null;

/**
 * Takes the named fields out of the values of a history entry, at any depth. Without names, the writer declared
 * nothing: a process of the release before this one, which knew no declarations. Then no value is shown.
 */
export function hideConfidential(values: Values, names: readonly string[] | null): Values {
  if (values === null) return null;
  return names === null ? {} : withoutFields(values, new Set(names));
}

function withoutFields(values: object, names: ReadonlySet<string>): Record<string, unknown> {
  const shown = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shown);
    return value !== null && typeof value === "object" ? withoutFields(value, names) : value;
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !names.has(name))
      .map(([name, value]) => [name, shown(value)]),
  );
}
