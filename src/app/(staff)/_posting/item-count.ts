import { formatQuantity } from "@/shared/quantity";

export const totalQuantity = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0);

export const formatItemCount = (count: number): string => (count === 1 ? "1 item" : `${formatQuantity(count)} items`);
