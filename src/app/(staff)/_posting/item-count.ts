import { formatCount } from "@/shared/plural";

export const totalQuantity = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0);

export const formatItemCount = (count: number): string => formatCount(count, "item");
