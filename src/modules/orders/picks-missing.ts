import { defineError } from "@/shared/error";

/** Too few good items are in the bins; of those `expired` and `blocked`, what was reserved is good no longer. */
export const picksMissing = defineError<{ number: number; skus: string[]; expired: string[]; blocked: string[] }>(
  "orders.picks-missing",
  "conflict",
  ({ number, skus, expired, blocked }) =>
    [
      `The bins do not hold enough stock to ship order #${number}: ${skus.join(", ")}.`,
      expired.length > 0 && `Reserved items have expired since and can't be shipped: ${expired.join(", ")}.`,
      blocked.length > 0 && `Reserved items are blocked and can't be shipped: ${blocked.join(", ")}.`,
      expired.length + blocked.length === 0 && "Choose the bins yourself, or ship only some of the items.",
      expired.length > 0 && "Receive more or ship only the rest, and adjust the stock that has expired.",
      expired.length === 0 && blocked.length > 0 && "Receive more, ship only the rest, or have a manager unblock them.",
      "Nothing was changed.",
    ]
      .filter(Boolean)
      .join(" "),
);
