import { describe, expect, test } from "vitest";
import {
  ADJUSTMENT_REASONS,
  isAdjustmentReason,
  type Reversible,
  reasonFits,
  reversalObstacle,
  TRANSACTION_KINDS,
} from "./inventory";

describe("a reason explains a change of stock", () => {
  const fitting = (change: number) =>
    Object.keys(ADJUSTMENT_REASONS).filter((reason) => isAdjustmentReason(reason) && reasonFits(reason, change));

  test("what breaks, expires, gets lost or is given away is less afterwards", () => {
    expect(fitting(-5)).toEqual(["counted", "damaged", "expired", "lost", "sample", "correction"]);
  });
  test("what was found is more afterwards", () => expect(fitting(5)).toEqual(["counted", "found", "correction"]));
  test("only a count explains that nothing has changed", () => expect(fitting(0)).toEqual(["counted"]));
});

describe("a stock entry is undone", () => {
  const own: Reversible = { kind: "adjust", isReversed: false, isOwn: true, isRecent: true, isBuiltOn: false };

  test("by its author for a while, if it is a receipt or an adjustment", () => {
    const allowed = TRANSACTION_KINDS.filter((kind) => reversalObstacle({ ...own, kind }, false) === null);
    expect(allowed).toEqual(["receive", "adjust"]);
    expect(reversalObstacle({ ...own, isRecent: false }, false)).toBe("too-late");
    expect(reversalObstacle({ ...own, isOwn: false }, false)).toBe("not-yours");
  });

  test("by a manager at any time, whoever made it", () => {
    const others: Reversible = { ...own, isOwn: false, isRecent: false };
    const allowed = TRANSACTION_KINDS.filter((kind) => reversalObstacle({ ...others, kind }, true) === null);
    expect(allowed).toEqual(["receive", "adjust", "move", "open"]);
  });

  test.each([true, false])("once, and only while nothing was built on it (a manager: %s)", (isManager) => {
    expect(reversalObstacle({ ...own, isReversed: true }, isManager)).toBe("reversed");
    expect(reversalObstacle({ ...own, isBuiltOn: true }, isManager)).toBe("built-on");
  });
});
