import { asFlag, asOneOf, asText } from "./address";

/**
 * What every long list is searched and ordered by: kept in the address, so that it can be sent, reloaded and gone back
 * to. `first` is the order that no address names.
 */
export const searchAndOrder = <const Sort extends string>(
  sorts: readonly Sort[],
  first: NoInfer<Sort>,
  descending = false,
) => ({
  search: asText(""),
  sort: asOneOf<Sort, NoInfer<Sort>>(sorts, first),
  descending: asFlag(descending),
});

type SearchAndOrder<Sort> = { search: string; sort: Sort; descending: boolean };

/** The same in the words of every list's question. */
export const searchedAndOrdered = <Sort extends string>({ search, sort, descending }: SearchAndOrder<Sort>) => ({
  sort,
  descending,
  ...(search && { search }),
});
