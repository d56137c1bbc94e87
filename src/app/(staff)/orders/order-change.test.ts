import { expect, test } from "vitest";
import { toQuantity, ZERO } from "@/shared/quantity";
import { nameLines } from "./order-change";

const line = (id: string, variantId: string, cancelled = 0) => ({
  id,
  variantId,
  quantity: toQuantity(5),
  shipped: ZERO,
  cancelled: toQuantity(cancelled),
  reserved: ZERO,
});
const shown = (...keys: string[]) => keys.map((key) => ({ key, unitPrice: 850 }));
const wish = (variantId: string) => ({ variantId, quantity: 2, unitPrice: 900 });

test("a written line stands for the one whose key it has, and what is new for none", () => {
  const standing = [line("a", "tea"), line("b", "tea"), line("c", "mug")];
  const named = nameLines(shown("b", "new", "c"), [wish("tea"), wish("pot"), wish("mug")], standing);
  expect(named).toEqual([{ ...wish("tea"), orderLineId: "b" }, wish("pot"), { ...wish("mug"), orderLineId: "c" }]);
});

test("after others saved the draft anew, a line is the one of its product, each once", () => {
  const named = nameLines(
    shown("old", "older", "oldest"),
    [wish("tea"), wish("tea"), wish("tea")],
    [line("a", "tea"), line("b", "tea")],
  );
  expect(named.map((each) => ("orderLineId" in each ? each.orderLineId : null))).toEqual(["a", "b", null]);
});

test("what was cancelled whole is not taken up again", () => {
  expect(nameLines(shown("new"), [wish("tea")], [line("a", "tea", 5)])).toEqual([wish("tea")]);
});

test("a line that stands is told the listed price that was shown, and a new one has that of today", () => {
  const listed = (variantId: string) => ({ variantId, quantity: 2 });
  const named = nameLines(shown("a", "again", "new"), ["tea", "mug", "pot"].map(listed), [
    line("a", "tea"),
    line("b", "mug"),
  ]);
  expect(named).toEqual([
    { ...listed("tea"), unitPrice: 850, orderLineId: "a" },
    { ...listed("mug"), unitPrice: 850, orderLineId: "b" },
    listed("pot"),
  ]);
});
