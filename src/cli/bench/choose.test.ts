import { describe, expect, test } from "vitest";
import { choose } from "./choose.mjs";
import { SIZES } from "./windows.mjs";

const WORKS = { all: ["start", "orders", "list", "node", "streams"], quick: ["start", "orders"] };
const chosen = (...args: string[]) => WORKS.all.filter(choose(args, WORKS).isChosen);

describe("what is measured", () => {
  test("is everything, or what is quick, or what was named, in its own order", () => {
    expect(chosen()).toEqual(["start", "orders", "list", "streams"]);
    expect(chosen("--quick")).toEqual(["start", "orders"]);
    expect(chosen("--only", "list,orders")).toEqual(["orders", "list"]);
    expect(chosen("--quick", "--only", "streams")).toEqual(["streams"]);
  });

  test("is asked little or much, whichever was named", () => {
    expect(choose(["--only", "list"], WORKS).size).toBe(SIZES.full);
    expect(choose(["--quick", "--only", "list"], WORKS).size).toBe(SIZES.quick);
  });

  test("is compared with another Node only where there is one", () => {
    expect(chosen("--node", "/opt/node")).toContain("node");
    expect(() => choose(["--only", "node"], WORKS)).toThrow("--node FILE");
  });

  test("is refused with the names there are, when a name is none", () => {
    expect(() => choose(["--only", "orders,lists"], WORKS)).toThrow('There is no "lists". Choose of: start, orders');
    expect(() => choose(["--fast"], WORKS)).toThrow("--quick");
  });
});
