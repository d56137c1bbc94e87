import type { Inputs } from "@/client/trpc";

/** What is asked of the stock for the variants of a product. */
export const toStockQuestion = ({
  variants,
}: {
  variants: readonly { id: string }[];
}): Inputs["inventory"]["listOnHandByVariant"] => ({ variantIds: variants.map(({ id }) => id) });
