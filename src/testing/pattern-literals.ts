import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "@swc/core";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PRODUCT = ["app", "client", "modules", "platform", "server", "shared", "ui"];

export type Pattern = { file: string; pattern: string; flags: string };

const sources = () =>
  PRODUCT.flatMap((floor) =>
    readdirSync(path.join(ROOT, "src", floor), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => path.join("src", floor, file)),
  );

function walk(node: unknown, meet: (node: object) => void): void {
  if (node === null || typeof node !== "object") return;
  meet(node);
  for (const inner of Object.values(node)) walk(inner, meet);
}

/** Each pattern that the product writes out, and the files that make one of a text. */
export function patternsOfProduct(): { literals: Pattern[]; made: string[] } {
  const [literals, made]: [Pattern[], string[]] = [[], []];
  for (const file of sources()) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    if (!/\/|RegExp/.test(text)) continue;
    walk(parseSync(text, { syntax: "typescript", tsx: file.endsWith("x") }), (node) => {
      if (!("type" in node)) return;
      if (node.type === "RegExpLiteral")
        literals.push({
          file,
          pattern: String(Reflect.get(node, "pattern")),
          flags: String(Reflect.get(node, "flags")),
        });
      const callee: unknown = Reflect.get(node, "callee");
      if (
        ["NewExpression", "CallExpression"].includes(String(node.type)) &&
        Reflect.get(Object(callee), "value") === "RegExp"
      )
        made.push(file);
    });
  }
  return { literals, made };
}
