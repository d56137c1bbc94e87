import { kindOf, type NoticeKind } from "./kind";

export type ShownNotice = {
  kind: NoticeKind;
  count: number;
  label: string;
  subjectId: string | null;
  warehouseId: string | null;
};

/** The sentence of a notice or an alert, as a list and an email show it. */
export const titleOf = ({ kind, count, label }: Pick<ShownNotice, "kind" | "count" | "label">): string =>
  count === 1 ? kindOf(kind).one(label) : kindOf(kind).many(count);

/** Where its thing is; of many, the list of them in their warehouse. */
export function hrefOf({ kind, count, subjectId, warehouseId }: ShownNotice): string {
  const { href, hrefOfMany } = kindOf(kind);
  if (count === 1 && subjectId !== null) return href(subjectId);
  if (warehouseId === null) return hrefOfMany;
  return `${hrefOfMany}${hrefOfMany.includes("?") ? "&" : "?"}warehouse=${warehouseId}`;
}
