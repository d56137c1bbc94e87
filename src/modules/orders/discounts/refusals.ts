import { defineError } from "@/shared/error";
import { pluralize } from "@/shared/plural";

/** More is off than there is to pay: of these lines, or of the order where none is named. */
export const discountTooLarge = defineError<{ positions: number[] }>(
  "orders.discount-too-large",
  "invalid",
  ({ positions }) =>
    (positions.length === 0
      ? "The discount on the order is more than its products come to. "
      : `The discount on ${pluralize(positions.length, "line")} ${positions.join(", ")} is more than ` +
        `${pluralize(positions.length, "it comes", "they come")} to. `) + "Enter a smaller one. Nothing was changed.",
);
