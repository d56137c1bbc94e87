import { giveUpHolds } from "@/modules/inventory/holds/give-up-holds";
import { holdAvailable } from "@/modules/inventory/holds/hold-available";
import type { TxContext } from "@/platform/context";

type Draft = {
  orderId: string;
  warehouseId: string;
  /** As the shop has it; null where drafts hold nothing. */
  hours: number | null;
  /** Whether it has held something before it was saved. */
  isHolding?: boolean;
  lines: readonly { variantId: string; quantity: number }[];
};

/** A draft that is saved holds what is available of its lines, from now on for as long as the shop lets it. */
export async function holdDraft(ctx: TxContext, { orderId, hours, isHolding, ...draft }: Draft): Promise<void> {
  if (hours !== null) await holdAvailable(ctx, { ...draft, documentId: orderId, hours });
  else if (isHolding) await giveUpHolds(ctx, orderId);
}
