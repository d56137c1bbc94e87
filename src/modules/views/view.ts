/** The lists whose views are kept, by the first word of their address. */
export const VIEWED_LISTS = ["orders", "products", "stock", "customers"] as const;
export type ViewedList = (typeof VIEWED_LISTS)[number];

/** How many views one person keeps of a list. */
export const VIEWS_MAX = 30;
export const VIEW_NAME_CHARACTERS_MAX = 60;
export const VIEW_QUERY_CHARACTERS_MAX = 1_500;
export const HIDDEN_COLUMNS_MAX = 30;

/** What people look for may be somebody's name: no view keeps it, so that nobody has to be taken out of views. */
const NOT_KEPT = ["search", "customer"] as const;

const sortedOf = (params: URLSearchParams): string => {
  params.sort();
  return params.size > 0 ? `?${params}` : "";
};

/** What a view keeps of the address of its list, always written in the same way. */
export function keptQuery(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of NOT_KEPT) params.delete(name);
  return sortedOf(params);
}

/** Whether an address shows what a view keeps, and nothing else: in whatever order it says so. */
export const isShownBy = (query: string, search: string): boolean => query === sortedOf(new URLSearchParams(search));
