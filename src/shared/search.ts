import * as z from "zod";

export const SEARCH_CHARACTERS_MAX = 200;

/** What a person types to search a list. */
export const SearchText = z.string().trim().max(SEARCH_CHARACTERS_MAX);
