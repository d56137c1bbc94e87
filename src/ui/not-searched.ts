/** What stands in place of "Nothing found" where a search had no answer. */
export const NOT_SEARCHED = "The server can't be reached. Check the connection and type again.";
