import { expect, test } from "vitest";
import { newId } from "@/shared/id";
import { KINDS, kindOf, NOTICE_KINDS } from "./kind";
import { hrefOf } from "./shown-notice";

const addressOf = (href: string) => new URL(href, "https://stock.example");

test.each(NOTICE_KINDS)("%s leads to its thing, and many of it to their list in their warehouse", (kind) => {
  const [subjectId, warehouseId] = [newId(), newId()];
  const many = { kind, count: 7, label: "", subjectId, warehouseId };
  const { pathname, searchParams } = addressOf(hrefOf(many));
  expect([pathname, searchParams.get("warehouse")]).toEqual([addressOf(kindOf(kind).hrefOfMany).pathname, warehouseId]);
  expect(hrefOf({ ...many, warehouseId: null })).toBe(KINDS[kind].hrefOfMany);
  expect(hrefOf({ ...many, count: 1 })).toBe(kindOf(kind).href(subjectId));
  expect(addressOf(hrefOf({ ...many, count: 1, subjectId: null })).searchParams.get("warehouse")).toBe(warehouseId);
});
