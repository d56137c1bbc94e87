import { newId } from "@/shared/id";
import { sampleOf, type Shape } from "./sample-input";

type Known = Readonly<Record<string, unknown>>;

/** The id of what is not known: a question about nothing is one question, however often it comes up. */
const NOTHING = newId();
const PAGING = ["cursor", "limit", "direction"];

/**
 * What a question may be asked with: as a screen opens it, and once with each filter and sort that it has, of what is
 * known to be there.
 */
export function questionsOf(asked: Shape, known: Known): Record<string, unknown>[] {
  const { properties = {}, required = [] } = asked.anyOf?.find(({ type }) => type === "object") ?? asked;
  const valueOf = (name: string, shape: Shape) => (name in known ? known[name] : unknownOf(shape));
  const base = Object.fromEntries(required.map((name) => [name, valueOf(name, properties[name] ?? {})]));
  const narrowed = Object.entries(properties)
    .filter(([name]) => !required.includes(name) && !PAGING.includes(name))
    .flatMap(([name, shape]) => valuesOf(name, shape, known).map((value) => ({ ...base, [name]: value })));
  return [base, ...narrowed];
}

function unknownOf(shape: Shape): unknown {
  if (shape.format === "uuid") return NOTHING;
  return shape.items?.format === "uuid" ? [NOTHING] : sampleOf(shape, "TEA");
}

function valuesOf(name: string, shape: Shape, known: Known): unknown[] {
  if (name in known) return [known[name]];
  const one = shape.anyOf?.find(({ type }) => type !== "null") ?? shape;
  if (one.enum) return one.enum;
  return one.type === "boolean" ? [true] : [];
}
