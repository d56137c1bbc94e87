import * as z from "zod";
import { type ChangeWords, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";
import { limitText } from "./limit-text";

export const Limit = z.object({
  quantityMax: recorded(z.number().nullable()),
  valueMax: recorded(z.number().nullable()),
});

/** What earlier releases recorded of a limit by itself. */
export const LIMIT_CHANGES: ChangeWords = {
  verb: lifecycleVerb,
  details: ({ before, after }) => [`${limitText(readValues(Limit, before))} → ${limitText(readValues(Limit, after))}`],
};
