/** A value as one of a closed list, or null where the list does not have it: what a menu, an address or a row says. */
export const oneOf = <Item extends string>(items: readonly Item[], value: string | null | undefined): Item | null =>
  items.find((item) => item === value) ?? null;
