import * as z from "zod";

const PAGE_ROWS_MAX = 200;
const PAGE_ROWS = 50;
/** A cursor may hold a title of 300 characters, each of up to six bytes in JSON, and is written in base64. */
const CURSOR_CHARACTERS_MAX = 3_000;

/** What every list takes: how many rows, and the cursor that the page before ended with. */
export const Paging = z.strictObject({
  cursor: z.string().max(CURSOR_CHARACTERS_MAX).nullish(),
  limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(PAGE_ROWS),
  /** Sent along by the browser's endless lists. All lists page forward; which way they are sorted is `descending`. */
  direction: z.literal("forward").optional(),
});
