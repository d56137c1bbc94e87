import { quantityKind, readTyped } from "@/shared/typed-number";

type Bounds = { min: number; max: number };

export const withinBounds = (value: number, { min, max }: Bounds): number => Math.min(Math.max(value, min), max);

/**
 * What counts while `text` stands in a box for a quantity. Text that is none, or an empty box, leaves what counted
 * before the typing began, and not what the first of its digits would have been.
 */
export function countOf(text: string, before: number, bounds: Bounds): { value: number; problem: string | null } {
  if (text.trim() === "") return { value: before, problem: null };
  const typed = readTyped(text, quantityKind);
  if ("value" in typed) return { value: withinBounds(typed.value, bounds), problem: null };
  return { value: before, problem: `${typed.problem} It is still ${before}.` };
}
