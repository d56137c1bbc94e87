type Values = Record<string, unknown> | null;

/**
 * Removes the named fields from the values of a history entry, at any depth. Null names come from a process of the
 * previous release, which did not declare confidential fields; then no value is shown.
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
