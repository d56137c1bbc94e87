import * as z from "zod";
import { newId } from "@/shared/id";

export type Shape = {
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: boolean | Shape;
  propertyNames?: Shape;
  items?: Shape;
  prefixItems?: Shape[];
  minItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
};

/** What a procedure takes, as JSON Schema: the same shape, read without knowing zod from inside. */
export const shapeOf = (input: z.ZodType): Shape =>
  z.toJSONSchema(input, { io: "input", unrepresentable: "any", reused: "inline" }) as Shape;

/**
 * A value of that shape. Each free text in it is `text`; with `everywhere` so are those that must look like an id or a
 * code.
 */
export function sampleOf(shape: Shape, text: string, everywhere = false): unknown {
  const alternatives = shape.anyOf ?? shape.oneOf;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return everywhere && shape.type === "string" ? text : shape.enum[0];
  if (alternatives)
    return sampleOf(
      alternatives.find((one) => one.type === "object" || one.type === "array") ?? alternatives[0] ?? {},
      text,
      everywhere,
    );
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map((part) => sampleOf(part, text, everywhere)));
  if (shape.type === "object") return sampleObject(shape, text, everywhere);
  if (shape.type === "array") {
    return (shape.prefixItems ?? Array.from({ length: Math.max(1, shape.minItems ?? 1) }, () => shape.items ?? {})).map(
      (item) => sampleOf(item, text, everywhere),
    );
  }
  if (shape.type === "string") return everywhere ? text : sampleText(shape, text);
  if (shape.type === "boolean") return false;
  if (shape.type === "null") return null;
  if (shape.type === "integer" || shape.type === "number")
    return Math.max(shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1, 1);
  return undefined;
}

function sampleObject(shape: Shape, text: string, everywhere: boolean): unknown {
  const entries = Object.entries(shape.properties ?? {}).map(
    ([key, part]) => [key, sampleOf(part, text, everywhere)] as const,
  );
  const isOpen = typeof shape.additionalProperties === "object" && entries.length === 0;
  return Object.fromEntries(isOpen ? [[shape.propertyNames?.enum?.[0] ?? text, text]] : entries);
}

/** A barcode, and the name of what was done. */
const PATTERNED = ["12345670", "orders.confirm"] as const;

function sampleText({ format, pattern, maxLength }: Shape, text: string): string {
  if (format === "uuid") return newId();
  if (format === "email") return "someone@example.test";
  if (format === "date") return "2026-01-31";
  if (format === "date-time") return "2026-01-31T10:00:00.000Z";
  if (pattern === undefined) return text.slice(0, maxLength ?? text.length);
  return PATTERNED.find((one) => new RegExp(pattern).test(one)) ?? PATTERNED[0];
}

/** Where an object of this shape lets in a key nobody named: the paths of the leaks. */
export function leaksOf(shape: Shape, path = "input"): string[] {
  const own =
    shape.type === "object" && shape.properties !== undefined && shape.additionalProperties !== false ? [path] : [];
  const parts: [string, Shape][] = [
    ...Object.entries(shape.properties ?? {}),
    ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].map((part): [string, Shape] => [
      "|",
      part,
    ]),
    ...[...(shape.prefixItems ?? []), ...(shape.items ? [shape.items] : [])].map((part): [string, Shape] => [
      "[]",
      part,
    ]),
    ...(typeof shape.additionalProperties === "object" ? [["*", shape.additionalProperties] as [string, Shape]] : []),
  ];
  return [...own, ...parts.flatMap(([name, part]) => leaksOf(part, `${path}.${name}`))];
}

/** The names of the fields, at any depth, that take an id or a list of ids. */
export function idFieldsOf(shape: Shape, field = ""): string[] {
  const parts: [string, Shape][] = [
    ...Object.entries(shape.properties ?? {}),
    ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? []), ...(shape.prefixItems ?? [])].map(
      (part): [string, Shape] => [field, part],
    ),
    ...(shape.items ? [[field, shape.items] as [string, Shape]] : []),
  ];
  const own = shape.format === "uuid" ? [field] : [];
  return [...new Set([...own, ...parts.flatMap(([name, part]) => idFieldsOf(part, name))])];
}
