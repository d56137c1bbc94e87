/** As much as is searched for at once. */
export const SEARCH_CHARACTERS_MAX = 200;
