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
const wish = (variantId: string) => ({ variantId, quantity: 2 });

test("a written line stands for the one whose key it has, and what is new for none", () => {
  const standing = [line("a", "tea"), line("b", "tea"), line("c", "mug")];
  const named = nameLines(["b", "new", "c"], [wish("tea"), wish("pot"), wish("mug")], standing);
  expect(named).toEqual([{ ...wish("tea"), orderLineId: "b" }, wish("pot"), { ...wish("mug"), orderLineId: "c" }]);
});

test("after others saved the draft anew, a line is the one of its product, each once", () => {
  const named = nameLines(
    ["old", "older", "oldest"],
    [wish("tea"), wish("tea"), wish("tea")],
    [line("a", "tea"), line("b", "tea")],
  );
  expect(named.map((each) => ("orderLineId" in each ? each.orderLineId : null))).toEqual(["a", "b", null]);
});

test("what was cancelled whole is not taken up again", () => {
  expect(nameLines(["new"], [wish("tea")], [line("a", "tea", 5)])).toEqual([wish("tea")]);
});
