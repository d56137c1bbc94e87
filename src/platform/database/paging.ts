import { z } from "zod";
import { defineError } from "@/shared/error";
import { parseJson } from "@/shared/json";

export const PAGE_ROWS_MAX = 200;
const PAGE_ROWS = 50;
const CURSOR_CHARACTERS_MAX = 1_000;

/** What every list takes: how many rows, and the end of the page before. */
export const Paging = z.strictObject({
  cursor: z.string().max(CURSOR_CHARACTERS_MAX).nullish(),
  limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(PAGE_ROWS),
  /** Sent along by the browser's endless lists. All lists page forward; which way they are sorted is `descending`. */
  direction: z.literal("forward").optional(),
});

export const cursorUnreadable = defineError<Record<string, never>>(
  "platform.cursor-unreadable",
  "invalid",
  () => "This page of the list cannot be found again. Start from the first page.",
);

/** The key of a page's last row, opaque to callers. */
export const encodeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/** @throws Refusal when the text is no cursor of this list. */
export function decodeCursor<Values>(text: string, shape: z.ZodType<Values>): Values {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) throw cursorUnreadable({});
  return parsed.data;
}

/** Cuts the one row that was read beyond the page, and says where the next page begins. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
