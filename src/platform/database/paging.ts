import { encodeCursor } from "./keyset";

export { decodeCursor } from "./keyset";

/** Cuts the one row that was read beyond the page, and says where the next page begins. */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly (string | number)[]) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
