import * as z from "zod";
import { SEARCH_CHARACTERS_MAX } from "./search-length";

/** What a person types to search a list. */
export const SearchText = z.string().trim().max(SEARCH_CHARACTERS_MAX);
