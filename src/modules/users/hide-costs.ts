/** What was paid, whatever it is called: `cost`, `unitCost`, `stockValue`, `supplierPrice`, `margin` ... */
const TELLS_COST = /cost|value|margin|supplier_?price|landed/i;

type Values = Record<string, unknown> | null;

/** Takes every cost out of the values of a history entry, however deep it lies. */
export function hideCosts(values: Values): Values {
  return values && shownPart(values);
}

function shownPart(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => !TELLS_COST.test(key))
      .map(([key, value]) => [key, shown(value)]),
  );
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return value !== null && typeof value === "object" ? shownPart(value) : value;
}
