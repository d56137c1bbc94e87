import { type Quantity, toQuantity } from "@/shared/quantity";

type Line = { variantId: string; quantity: Quantity };

/** What a draft holds of an item, shared by its lines in their order: it is held for the draft and not for a line. */
export function shareHeld<One extends Line>(
  lines: readonly One[],
  holds: readonly { variantId: string; quantity: number }[],
): (One & { held: Quantity })[] {
  const left = new Map(holds.map(({ variantId, quantity }) => [variantId, quantity]));
  return lines.map((line) => {
    const held = Math.min(line.quantity, left.get(line.variantId) ?? 0);
    left.set(line.variantId, (left.get(line.variantId) ?? 0) - held);
    return { ...line, held: toQuantity(held) };
  });
}
