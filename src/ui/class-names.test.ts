import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "./class-names";

test("of two classes that set the same the later one wins, and both stay where they set different things", () => {
  expect(cn("px-2 text-sm text-muted", "px-4 text-foreground")).toBe("text-sm px-4 text-foreground");
  expect(cn("p-4", "px-2")).toBe("p-4 px-2");
  expect(cn("px-2 pl-3", "p-4")).toBe("p-4");
  expect(cn("bg-surface hover:bg-subtle", "bg-accent")).toBe("hover:bg-subtle bg-accent");
  expect(cn("[&>td:last-child]:px-2", "[&>td:last-child]:px-4")).toBe("[&>td:last-child]:px-4");
  expect(cn("group/row", false, undefined, null, "", "flex")).toBe("group/row flex");
});

const SRC = path.resolve(import.meta.dirname, "..");
const FLOORS = ["app", "client", "ui"];
const QUOTED = /"([^"\n]*)"|`([^`]*)`/g;

const isOfTailwind = (name: string) => twMerge(`${name} ${name}`) === name;
/** Without what stands before it, such as `hover:`. A variable is set by its own name and never twice. */
const ownName = (name: string) => name.replace(/^.*:/, "");

/** It knows of line-clamp that it sets overflow, and not that it sets both directions. */
const KNOWN_BETTER = /^overflow-[xy]-\S+ line-clamp-/;

function classesInUse(): string[] {
  const files = FLOORS.flatMap((floor) =>
    readdirSync(path.join(SRC, floor), { recursive: true, encoding: "utf8" })
      .filter((file) => /(?<!\.test|class-names)\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(SRC, floor, file), "utf8")),
  );
  const texts = files.flatMap((text) =>
    [...text.matchAll(QUOTED)].map(([, quoted, template]) => quoted ?? template ?? ""),
  );
  const names = texts.flatMap((text) => text.split(/\s+/)).filter((name) => name !== "" && isOfTailwind(name));
  return [...new Set(names.map(ownName))].filter(isOfTailwind);
}

test("every pair of classes in use is joined as tailwind-merge, which knows all of Tailwind, would join it", () => {
  const names = classesInUse();
  expect(names.length).toBeGreaterThan(400);
  const different = names.flatMap((first) =>
    names
      .filter((second) => first !== second && cn(first, second) !== twMerge(first, second))
      .map((second) => `${first} ${second}`),
  );
  expect(different.filter((pair) => !KNOWN_BETTER.test(pair))).toEqual([]);
}, 60_000);
