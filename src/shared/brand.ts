/**
 * A mark by which one of our objects is recognized wherever it was made. Next puts a module into several bundles, and
 * each of them has classes of its own, so `instanceof` answers no about an object that another bundle made.
 */
export const hasBrand = (value: unknown, brand: symbol): boolean =>
  typeof value === "object" && value !== null && brand in value;
